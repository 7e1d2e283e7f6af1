// Help: all commands by topic, and one command. Also the answers to small talk.
import type { Block, Card, Run } from '../chat/card.ts'
import { bold, button, buttons, card, codeRun, heading, note, rich, textBlock } from './kit/markup.ts'
import type { ChatCommand } from './module.ts'
import { labelOf, sayButton } from './understanding/suggestions.ts'

/** The commands by topic, in the order of the menu “More”. */
const topics: Readonly<Record<string, readonly string[]>> = {
  'Meetings and the table': [
    'meet',
    'met',
    'move',
    'cancel',
    'meetings',
    'put',
    'table',
    'change',
    'use',
    'withdraw',
  ],
  People: [
    'members',
    'roles',
    'role',
    'angel',
    'invite',
    'codes',
    'join',
    'homes',
    'agency',
    'step down',
    'leave',
    'remove',
  ],
  'Guardian angel': ['ask', 'asks', 'blocker', 'bend', 'limit', 'go public', 'digest', 'pause digests'],
  Risks: ['flags', 'flag', 'exposed'],
  'Looking back': ['phase', 'phase next', 'phase back', 'diagnose', 'reflect', 'lesson', 'lessons'],
  'Ways on, and closing': ['reframe', 'extend', 'close', 'reopen'],
  'Story, pictures and record': ['story', 'picture', 'export'],
  'You and your networks': [
    'home',
    'my networks',
    'start',
    'find',
    'undo',
    'settings',
    'holidays',
    'link',
    'privacy',
  ],
}

/** Lists all commands. */
export function helpCard(commands: readonly ChatCommand[]): Card {
  return card(
    heading('What you can ask'),
    textBlock(
      rich`Just say what you need, such as “what’s on the table?” or “can we meet Friday at 2”. ${codeRun('/network')} on its own shows where the network here stands.`,
    ),
    ...topicBlocks(commands),
    buttons(
      button('Start a network', 'start', {}),
      button('Join a network', 'join', {}),
      button('Find a network', 'find', {}),
      button('My networks', 'mine', {}),
      button('What’s waiting for me', 'home', {}),
    ),
    buttons(
      button('My public holidays', 'holidays', {}),
      button('Link my two accounts', 'link', {}),
      button('Who sees what', 'privacy', {}),
    ),
    note(rich`I answer you privately. Only check-ins, meetings, decisions and reminders go to the channel.`),
  )
}

function topicBlocks(commands: readonly ChatCommand[]): readonly Block[] {
  const named = new Set(Object.values(topics).flat())
  const others = commands.map(({ name }) => name).filter((name) => !named.has(name))
  return Object.entries({ ...topics, Also: others }).flatMap(([topic, names]) => {
    const items = names.flatMap((name) => commands.filter((one) => one.name === name).map(line))
    return items.length === 0 ? [] : [textBlock([bold(topic)]), { kind: 'list', items } as const]
  })
}

function line(command: ChatCommand): readonly Run[] {
  return rich`${usage(command)}: ${command.help}`
}

/** Explains one command, and offers to do it. `words` is what goes along. */
export function commandHelpCard(command: ChatCommand, words: string): Card {
  return card(
    textBlock(rich`${line(command)}.`),
    buttons(sayButton(labelOf(command), `${command.name} ${words}`.trim())),
    note(rich`${codeRun('/network help')} shows all commands.`),
  )
}

function usage({ name, takes }: ChatCommand): Run {
  return codeRun(takes === undefined ? `/network ${name}` : `/network ${name} ${takes}`)
}

const thanks = /^(?:many |a thousand )?(?:thanks|thank you|thankyou|thx|ta|cheers|nga mihi|kia ora)\b.{0,40}$/
const answers = /^(?:ok|okay|yes|no|yep|nope|sure|done|nothing|👍|👎|🙏)$/u

/** Answers what asks for nothing. Returns `undefined` for everything else. `plain` has no capitals and accents. */
export function smallTalkCard(plain: string): Card | undefined {
  if (thanks.test(plain)) return card(textBlock(rich`You’re welcome.`))
  if (!answers.test(plain)) return undefined
  return card(
    textBlock(rich`If that answers a question of mine, please press the button under the question.`),
    buttons(sayButton('What’s waiting for me', 'home'), sayButton('Help', 'help')),
  )
}
