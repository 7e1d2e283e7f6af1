// Saying that a resource is in use or used up, taking it back, and putting a promise on the table.
import type { Card, Run } from '../../chat/card.ts'
import type { Field } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Network } from '../../domain/state.ts'
import type { Resource } from '../../domain/table/state.ts'
import { isStanding, mayChange } from '../../domain/table/table.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import { choiceField, fieldErrors, fieldValue, hasErrors, lineField, maxLength } from '../kit/form-fields.ts'
import { resourceKindNames, titleOf } from '../kit/labels.ts'
import { bold, button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import { bareCountText } from '../meetings/count-text.ts'
import type { NetworkTurn } from '../turn.ts'
import { parseAmount } from './parse-offer.ts'
import { leavingText, toldText } from './table-changed.ts'

type FormChange = 'use' | 'withdraw' | 'put-offered'
type Change = FormChange | 'use-up'

interface ChangeTexts {
  readonly title: string
  /** The states in which a resource can be changed so. */
  readonly from: readonly Resource['state'][]
  /** The label of a second, optional field. */
  readonly more?: string
  readonly submit: string
  readonly intro?: string
  /** What the speaker reads when there is no such resource of theirs. */
  readonly none: string
}

const changeTexts: { readonly [change in FormChange]: ChangeTexts } = {
  use: {
    title: 'In use, or used up',
    from: ['on-the-table', 'used'],
    more: 'What became of it?',
    submit: 'Save',
    intro:
      'Everyone in the network can see it. If it’s used up, it leaves the table, and I’ll say so in the network’s channels ten minutes later.',
    none: 'There’s nothing of yours on the table.',
  },
  withdraw: {
    title: 'Take back from the table',
    from: ['on-the-table', 'used', 'offered'],
    more: 'Why?',
    submit: 'Take it back',
    intro:
      'Everyone in the network can see it, with your reason. If it was on the table, I’ll say in the network’s channels ten minutes later that it has left, without your reason. If it was there for two meetings at most, the count goes on as if it had never been there.',
    none: 'There’s nothing on the table that you can take back.',
  },
  'put-offered': {
    title: 'Put a promise on the table',
    from: ['offered'],
    submit: 'It is on the table now',
    intro: 'It counts from now on. I’ll say so in the network’s channels ten minutes later.',
    none: 'There’s no promise of yours to put on the table.',
  },
}

/** How a person chose a resource: by words that describe it, or by its id. */
interface Choice {
  readonly words?: string
  readonly resource?: string
}

export function changeForm(
  turn: NetworkTurn,
  change: FormChange,
  { words = '', resource }: Choice = {},
): Answer {
  const { network, speaker } = turn
  const { title, from, more, submit, intro } = changeTexts[change]
  const own = [...network.resources.values()].filter(
    (one) => from.includes(one.state) && mayChange(network, speaker.id, one.agency),
  )
  if (own.length === 0) return nothingToChangeCard(network, change)
  const matching = matchingResources(own, words)
  const chosen = matching.length === 1 ? matching[0] : own.find(({ id }) => id === resource)
  const fields: Field[] = [resourceField(own, chosen, turn.speaker.locale)]
  if (change === 'use') fields.push(howField)
  if (more !== undefined) fields.push(lineField('more', more, maxLength.sentence, { optional: true }))
  return openForm({
    id: change,
    title,
    intro,
    fields,
    submit,
    values: { network: network.id },
    errors: matchErrors(words, matching.length),
  })
}

const howField = choiceField(
  'how',
  'What is it now?',
  [
    ['in-use', 'In use: stays on the table'],
    ['used-up', 'Used up: leaves the table'],
  ],
  { initial: 'in-use' },
)

function nothingToChangeCard(network: Network, change: FormChange): Answer {
  return showCard(
    card(
      textBlock(
        rich`${changeTexts[change].none} Only someone from its agency, or a public entrepreneur, can change a resource.`,
      ),
      buttons(button('Show the table', 'table', { network: network.id })),
    ),
  )
}

function resourceField(
  resources: readonly Resource[],
  chosen: Resource | undefined,
  locale: string | undefined,
): Field {
  const options = resources.slice(0, 50).map((one) => [one.id, label(one, locale)] as const)
  if (chosen === undefined) return choiceField('resource', 'Which one?', options)
  return choiceField('resource', 'Which one?', options, { initial: chosen.id })
}

function matchErrors(words: string, count: number): Values | undefined {
  if (words === '' || count === 1) return undefined
  const quoted = words.slice(0, 60)
  if (count === 0) return { resource: `I don’t know which one you mean by “${quoted}”.` }
  return { resource: `“${quoted}” fits more than one. Which one is it?` }
}

export function matchingResources(resources: readonly Resource[], words: string): readonly Resource[] {
  if (words === '') return resources
  const tokens = tokensOf(words)
  return resources.filter((resource) => matches(resource, tokens))
}

/** Whether each token is in the resource's line, or is its amount. */
function matches(resource: Resource, tokens: readonly string[]): boolean {
  const ownTokens = tokensOf(`${label(resource, undefined)} ${resourceKindNames[resource.kind]}`)
  return tokens.every((token) => ownTokens.includes(token) || isAmountOf(resource, token))
}

function isAmountOf(resource: Resource, token: string): boolean {
  const { amount, unit = resource.unit } = parseAmount(token)
  return amount !== undefined && amount === resource.amount && unit === resource.unit
}

const emptyWords: readonly string[] = ['the', 'a', 'an', 'my', 'our', 'of', 'from']

/** The words in small letters, without those that carry no meaning; `$20,000` is one token. */
function tokensOf(words: string): readonly string[] {
  return words
    .slice(0, maxLength.what * 2)
    .toLowerCase()
    .replace(/(\d)[, ](?=\d{3}\b)/g, '$1')
    .split(/[^\p{L}\p{N}.$£€’'-]+/u)
    .filter((token) => token !== '' && !emptyWords.includes(token))
}

function label(resource: Resource, locale: string | undefined): string {
  return `${titleOf(resource, locale)} (${resource.agency})`.slice(0, 75)
}

export function submitChange(turn: NetworkTurn, change: FormChange, fields: Values): Answer {
  const errors = fieldErrors(fields, ['resource'], { more: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  const resource = fieldValue(fields, 'resource')
  const isUsedUp = change === 'use' && fields.how === 'used-up'
  return changeResource(turn, isUsedUp ? 'use-up' : change, { resource, more: fieldValue(fields, 'more') })
}

interface ChangedResource {
  readonly resource: string
  /** What became of it, or why it is taken back; empty when nobody says. */
  readonly more: string
}

export function changeResource(turn: NetworkTurn, change: Change, changed: ChangedResource): RunCommand {
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: changeCommand(change, changed),
    done: (after) => changedCard(after, turn, { change, resource: changed.resource }),
    field: () => 'resource',
  }
}

function changeCommand(change: Change, { resource, more }: ChangedResource): RunCommand['command'] {
  switch (change) {
    case 'use':
      return more === '' ? { kind: 'use', resource } : { kind: 'use', resource, what: more }
    case 'use-up':
      return more === '' ? { kind: 'use-up', resource } : { kind: 'use-up', resource, what: more }
    case 'withdraw':
      return more === '' ? { kind: 'withdraw', resource } : { kind: 'withdraw', resource, why: more }
    case 'put-offered':
      return { kind: 'put', resource }
  }
}

function changedCard(
  after: Network,
  { network: before, speaker }: NetworkTurn,
  { change, resource }: { readonly change: Change; readonly resource: string },
): Card {
  const row = [button('Show the table', 'table', { network: after.id })]
  if (change !== 'put-offered')
    row.unshift(button('Undo', 'undo-change', { network: after.id, resource, change }))
  return card(
    textBlock(changedText(change, after.resources.get(resource), speaker.locale)),
    textBlock(rich`${bareCountText(after)}${channelsText(after, before, after.resources.get(resource))}`),
    buttons(...row),
  )
}

/** How the channels hear of it; what stays on the table or never stood there is told to none. */
function channelsText(after: Network, before: Network, resource: Resource | undefined): string {
  if (resource === undefined || resource.state === 'used') return ''
  if (isStanding(resource)) return ` ${toldText(after, before.stalled !== undefined)}`
  return resource.stoodFrom === undefined ? '' : ` ${leavingText(after)}`
}

function changedText(
  change: Change,
  resource: Resource | undefined,
  locale: string | undefined,
): readonly Run[] {
  const what = resource === undefined ? 'it' : titleOf(resource, locale)
  switch (change) {
    case 'use':
      return rich`Now in use: ${bold(what)}. It still counts as on the table.`
    case 'use-up':
      return rich`Used up: ${bold(what)}. It’s no longer on the table.`
    case 'withdraw':
      return resource?.brief
        ? rich`Taken back: ${bold(what)}. It was there for two meetings at most, so the count goes on as if it had never been there.`
        : rich`Taken back: ${bold(what)}.`
    case 'put-offered':
      return rich`Now on the table: ${bold(what)}.`
  }
}
