// Finds faults in what people are shown, and in how a form takes bad input.
import type { Reply } from '../../src/chat/adapter.ts'
import type { Address, Profile } from '../../src/chat/address.ts'
import type { Form } from '../../src/chat/form.ts'
import type { TestBot } from '../support/bot-harness.ts'
import { filledIn, peopleIn, textsIn } from './crawler.ts'

/** Submits each required field empty and each text too long. The form has to stay open and say so at that field. */
export async function badlyFilled(form: Form, who: Profile, where: Address, bot: TestBot): Promise<string[]> {
  const faults: string[] = []
  for (const field of form.fields) {
    if (field.kind !== 'text') continue
    const submit = (text: string) =>
      bot.submit(who, where, form, { ...filledIn(form), [field.name]: text }, peopleIn(form))
    const missing = field.optional ? undefined : await submit('  ')
    if (missing !== undefined && !(missing.kind === 'form-errors' && missing.errors[field.name]))
      faults.push(`${field.name} may be empty`)
    for (const long of ['x'.repeat(field.most + 1), '👩🏽‍👧'.repeat(20_000)]) {
      const reply = await submit(long)
      if (!(reply.kind === 'form-errors' && reply.errors[field.name]))
        faults.push(`${field.name} may be ${long.length} long`)
    }
  }
  return faults
}

export function faultsIn(reply: Reply): string[] {
  if (reply.kind === 'none') return ['silence']
  if (reply.kind === 'form-errors') return Object.values(reply.errors).flatMap(faultsInText)
  const texts = textsIn(reply.kind === 'card' ? reply.card : reply.form)
  const faults = texts.flatMap(faultsInText)
  if (texts.every((text) => text.trim() === '')) faults.push('nothing is said')
  if (reply.kind === 'card') {
    const headings = reply.card.blocks.filter((block) => block.kind === 'heading')
    for (const { text } of headings) if (!/^[\p{Lu}\p{N}]/u.test(text)) faults.push(`heading “${text}”`)
  }
  return faults
}

const never: readonly (readonly [string, RegExp])[] = [
  ['an exclamation mark', /!/],
  ['a word of ours', /\b(bare|wake|wakes|entry|entries|version|fold|payload)\b/i],
  ['an unanswered button', /from an earlier/],
  ['an unexpected failure', /something went wrong/i],
  ['a broken text', /undefined|NaN|\[object|null|\$\{|Invalid/],
  ['an empty bracket', /\(\s*\)|“”/],
  ['a doubled space', /\S {2,}\S/],
  // People know channels; “home” is only the name of a command.
  ['a home that is a channel', /\b(?:its|every|all|the|a) homes?\b/i],
  [
    'a sentence nobody says',
    /(?:^|[.?] )Whoever\b|\bwhom\b|\bhears? of it\b|(?:^|\. )(?:Noted|Said|Kept)\./i,
  ],
  ['a full stop before a comma', /\.\.(?!\.)|,\.|\s[.,;:]/],
]

function faultsInText(text: string): string[] {
  return never.flatMap(([what, pattern]) =>
    pattern.test(text) ? [`${what} in “${text.slice(0, 120)}”`] : [],
  )
}
