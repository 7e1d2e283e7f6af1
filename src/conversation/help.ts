// What can be asked, and what was meant where something else was typed.
import { distance } from 'fastest-levenshtein'
import type { Card } from '../chat/card.ts'
import { bold, button, buttons, card, codeRun, heading, note, rich, textBlock } from './kit/markup.ts'
import type { ChatCommand } from './module.ts'

/** The nearest words to one that is not known, two at most; a word that is far from all has none. */
function nearest(words: readonly ChatCommand[], unknownWord: string): readonly string[] {
  const most = Math.max(1, Math.floor(unknownWord.length / 3))
  return words
    .map(({ name }) => ({ name, far: distance(unknownWord, name) }))
    .filter(({ far }) => far <= most)
    .sort((one, other) => one.far - other.far)
    .slice(0, 2)
    .map(({ name }) => name)
}

/** Something was typed that begins with no word of these. */
export function unknownCard(words: readonly ChatCommand[], first: string): Card {
  const word = first.slice(0, 40)
  const [one, other] = nearest(words, word).map((name) => codeRun(`/network ${name}`))
  const meant =
    one === undefined
      ? ''
      : other === undefined
        ? rich` Did you mean ${one}?`
        : rich` Did you mean ${one} or ${other}?`
  return card(
    textBlock(rich`I do not know ${bold(word)}.${meant} ${codeRun('/network help')} shows everything.`),
  )
}

/** All that can be asked, or one word of it. */
export function helpCard(words: readonly ChatCommand[], about: string): Card {
  const word = words.find(({ name }) => name === about.toLowerCase().trim())
  if (word !== undefined) return card(textBlock(rich`${usage(word)}: ${word.help}.`))
  return card(
    heading('What you can ask'),
    textBlock(
      rich`${codeRun('/network')} alone shows where the network here stands. Without what follows in brackets I show a form; nobody has to learn this.`,
    ),
    { kind: 'list', items: words.map((one) => rich`${usage(one)}: ${one.help}`) },
    buttons(
      button('Start a network', 'start', {}),
      button('Join a network', 'join', {}),
      button('Find a network', 'find', {}),
      button('My networks', 'mine', {}),
      button('What waits for me', 'home', {}),
    ),
    buttons(button('My public holidays', 'holidays', {}), button('Be one person in two chats', 'link', {})),
    note(rich`I answer you privately. Only check-ins, meetings, decisions and reminders go to the channel.`),
  )
}

function usage(word: ChatCommand) {
  return codeRun(`/network ${word.name}${word.takes === undefined ? '' : ` ${word.takes}`}`)
}
