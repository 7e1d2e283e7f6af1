// The table: listing, using and withdrawing what is there.
import type { Values } from '../../chat/inbound.ts'
import type { Network, Resource } from '../../domain/state.ts'
import { isStanding, mayChange } from '../../domain/table/table.ts'
import { type Answer, openForm, type RunCommand, showCard, showErrors } from '../answers.ts'
import { pictureButton } from '../documents/pictures.ts'
import { choiceField, fieldErrors, fieldValue, hasErrors, lineField, maxLength } from '../kit/form-fields.ts'
import { resourceKindNames, resourceLine, titleOf } from '../kit/labels.ts'
import { bold, button, buttons, card, heading, rich, textBlock } from '../kit/markup.ts'
import { bareCountText } from '../meetings/count-text.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn } from '../turn.ts'
import { parseAmount } from './parse-offer.ts'
import { putForm, putFromForm, putFromText } from './put-resource.ts'

function tableCard(turn: NetworkTurn): Answer {
  const { network } = turn
  const all = [...network.resources.values()]
  const there = all.filter((one) => one.state === 'on-the-table')
  const promised = all.filter((one) => one.state === 'offered')
  const used = all.filter((one) => one.state === 'used')
  const gone = all.filter((one) => one.state === 'withdrawn' || one.state === 'lapsed')
  const part = (title: string, resources: readonly Resource[]) =>
    resources.length === 0
      ? []
      : [
          textBlock(rich`${bold(title)}`),
          { kind: 'list' as const, items: resources.slice(0, 15).map((one) => resourceLine(one)) },
          ...(resources.length > 15 ? [textBlock(rich`and ${resources.length - 15} more`)] : []),
        ]
  const mine = all.some(
    (one) => (isStanding(one) || one.state === 'offered') && mayChange(network, turn.speaker.id, one.agency),
  )
  return showCard(
    card(
      heading(`On the table of ${network.name}`),
      all.length === 0
        ? textBlock(
            network.closing === undefined
              ? rich`Nothing yet. What could your agency put where all can use it?`
              : rich`Nothing.`,
          )
        : undefined,
      ...part('On the table', there),
      ...part('Used', used),
      ...part('Promised, and not counted yet', promised),
      ...part('Taken back or lapsed', gone),
      network.closing === undefined ? textBlock(rich`${bareCountText(network)}`) : undefined,
      buttons(
        button('Put something on the table', 'put', { network: network.id }, 'primary'),
        mine ? button('Mark one as used', 'use', { network: network.id }) : undefined,
        mine ? button('Take one back', 'withdraw', { network: network.id }) : undefined,
        all.length === 0 ? undefined : pictureButton(network, 'table'),
      ),
    ),
  )
}

type Change = 'use' | 'withdraw' | 'put-offered'

const changes: {
  readonly [change in Change]: {
    readonly title: string
    readonly from: readonly Resource['state'][]
    readonly more: string
    readonly submit: string
    readonly none: string
  }
} = {
  use: {
    title: 'Mark as used',
    from: ['on-the-table'],
    more: 'What became of it?',
    submit: 'Mark as used',
    none: 'There is nothing on the table that you could mark as used.',
  },
  withdraw: {
    title: 'Take back from the table',
    from: ['on-the-table', 'used', 'offered'],
    more: 'Why?',
    submit: 'Take it back',
    none: 'There is nothing on the table that you could take back.',
  },
  'put-offered': {
    title: 'A promise kept',
    from: ['offered'],
    more: '',
    submit: 'It is on the table now',
    none: 'There is no promise of yours that could come onto the table.',
  },
}

function changeForm(turn: NetworkTurn, change: Change, words = '', picked?: string): Answer {
  const { network, speaker } = turn
  const { title, from, more, submit, none } = changes[change]
  const own = [...network.resources.values()].filter(
    (one) => from.includes(one.state) && mayChange(network, speaker.id, one.agency),
  )
  if (own.length === 0)
    return showCard(
      card(
        textBlock(rich`${none} Only someone of its agency, or an entrepreneur, can change a resource.`),
        buttons(button('Show the table', 'table', { network: network.id })),
      ),
    )
  const meant = words === '' ? own : own.filter((one) => isMeant(one, words))
  const quoted = words.slice(0, 60)
  const error =
    words === '' || meant.length === 1
      ? undefined
      : meant.length === 0
        ? `I do not know which you mean by “${quoted}”.`
        : `More than one of them fits “${quoted}”. Which one is it?`
  return openForm({
    id: change,
    title,
    fields: [
      choiceField(
        'resource',
        'Which one?',
        own.slice(0, 50).map((one) => [one.id, label(one)]),
        initialOf(meant.length === 1 ? meant[0] : own.find(({ id }) => id === picked)),
      ),
      ...(more === '' ? [] : [lineField('more', more, maxLength.sentence, { optional: true })]),
    ],
    submit,
    values: { network: network.id },
    ...(error !== undefined && { errors: { resource: error } }),
  })
}

function initialOf(resource: Resource | undefined) {
  return resource === undefined ? {} : { initial: resource.id }
}

/** Whether each of the words is in the resource's line, or is its amount. */
function isMeant(resource: Resource, words: string): boolean {
  const line = `${label(resource)} ${resourceKindNames[resource.kind]}`
  const there = tokensOf(line)
  return tokensOf(words).every((token) => {
    const { amount, unit } = parseAmount(token)
    const is = amount !== undefined && amount === resource.amount && (unit ?? resource.unit) === resource.unit
    return is || there.includes(token)
  })
}

/** In small letters, without what carries no meaning; `$20,000` is one. */
function tokensOf(words: string): readonly string[] {
  return words
    .slice(0, maxLength.what * 2)
    .toLowerCase()
    .replace(/(\d)[, ](?=\d{3}\b)/g, '$1')
    .split(/[^\p{L}\p{N}.$£€’'-]+/u)
    .filter((token) => token !== '' && !['the', 'a', 'an', 'my', 'our', 'of', 'from'].includes(token))
}

function label(resource: Resource): string {
  return `${titleOf(resource)} (${resource.agency})`.slice(0, 75)
}

function submitChange(turn: NetworkTurn, change: Change, fields: Values): Answer {
  const errors = fieldErrors(fields, ['resource'], { more: maxLength.sentence })
  if (hasErrors(errors)) return showErrors(errors)
  const more = fieldValue(fields, 'more')
  return changed(turn, change, fieldValue(fields, 'resource'), more)
}

function changed(turn: NetworkTurn, change: Change, resource: string, more: string): RunCommand {
  const command = {
    use: { kind: 'use', resource, ...(more !== '' && { what: more }) },
    withdraw: { kind: 'withdraw', resource, ...(more !== '' && { why: more }) },
    'put-offered': { kind: 'put', resource },
  } as const
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: command[change],
    done: (after: Network) =>
      card(
        textBlock(doneWords(change, after.resources.get(resource))),
        textBlock(rich`${bareCountText(after)}`),
        buttons(
          change === 'put-offered'
            ? undefined
            : button('Undo', 'undo-change', { network: after.id, resource, change }),
          button('Show the table', 'table', { network: after.id }),
        ),
      ),
    field: () => 'resource',
  }
}

function doneWords(change: Change, resource: Resource | undefined) {
  const what = resource === undefined ? 'it' : titleOf(resource)
  if (change === 'use') return rich`Noted as used: ${bold(what)}. It still counts as on the table.`
  if (change === 'withdraw') return rich`Taken back: ${bold(what)}.`
  return rich`On the table now: ${bold(what)}.`
}

export const tableModule: CommandModule = {
  commands: [
    {
      name: 'put',
      takes: '[what]',
      help: 'put something on the table: put 0.5 FTE analyst until June',
      needs: 'network',
      handle: putFromText,
    },
    { name: 'table', help: 'what is on the table', needs: 'network', whileClosed: true, handle: tableCard },
    {
      name: 'use',
      takes: '[what]',
      help: 'mark a resource as used',
      needs: 'network',
      handle: (turn, words) => changeForm(turn, 'use', words),
    },
    {
      name: 'withdraw',
      takes: '[what]',
      help: 'take a resource back',
      needs: 'network',
      handle: (turn, words) => changeForm(turn, 'withdraw', words),
    },
  ],
  actions: {
    put: { needs: 'network', handle: (turn, { meeting }) => openForm(putForm(turn, { meeting })) },
    withdraw: {
      needs: 'network',
      handle: (turn, { resource }) => changeForm(turn, 'withdraw', '', resource),
    },
    'put-offered': {
      needs: 'network',
      handle: (turn, { resource = '' }) => changed(turn, 'put-offered', resource, ''),
    },
    'undo-change': {
      needs: 'network',
      handle: (turn, { resource = '', change }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'undo-change', resource, from: change === 'use' ? 'used' : 'withdrawn' },
        done: (after) =>
          card(textBlock(rich`Undone. It is as it was.`), textBlock(rich`${bareCountText(after)}`)),
      }),
    },
    'undo-put': {
      needs: 'network',
      handle: (turn, { resource = '' }) => ({
        kind: 'run-command',
        network: turn.network.id,
        command: { kind: 'undo-put', resource },
        done: (after) =>
          card(
            textBlock(rich`Undone, as if it had never been there.`),
            textBlock(rich`${bareCountText(after)}`),
          ),
      }),
    },
  },
  forms: {
    put: { needs: 'network', handle: putFromForm },
    use: { needs: 'network', handle: (turn, fields) => submitChange(turn, 'use', fields) },
    withdraw: { needs: 'network', handle: (turn, fields) => submitChange(turn, 'withdraw', fields) },
    'put-offered': { needs: 'network', handle: (turn, fields) => submitChange(turn, 'put-offered', fields) },
  },
}
