// Phases: where the network is, the signs of what comes next, crossing, and going back.
import type { Block, Card, Run } from '../../chat/card.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Instant } from '../../domain/core/ids.ts'
import type { Phase } from '../../domain/core/terms.ts'
import { forbidden, may } from '../../domain/permissions.ts'
import { type Sign, signsOf } from '../../domain/phases/phase-signs.ts'
import {
  crossingOf,
  isBack,
  lastWhyNoClient,
  notCrossable,
  phaseAfter,
  phaseBefore,
} from '../../domain/phases/phases.ts'
import type { Network, PhaseSpan } from '../../domain/state.ts'
import { limitsLine } from '../guardian/limit-cards.ts'
import { fieldErrors, fieldValue, hasErrors, maxLength, paragraphField } from '../kit/form-fields.ts'
import { nameWithAgency, phaseNames } from '../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  card,
  codeRun,
  heading,
  note,
  pluralize,
  rich,
  textBlock,
  timeRun,
} from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import {
  type Answer,
  type CommandModule,
  type NetworkTurn,
  type People,
  showCard,
  showErrors,
} from '../turn.ts'
import { changeForms, previousWordingLines } from './edit-purpose.ts'
import { signLine, signsNamed } from './phase-sign-text.ts'

const phases = Object.keys(phaseNames) as Phase[]

function phaseCard(turn: NetworkTurn): Card {
  const { network, zone } = turn
  const since = network.phases.at(-1)?.from ?? network.started
  const limits = limitsLine(network)
  return card(
    heading(`${network.name}: ${network.closing === undefined ? phaseNames[network.phase] : 'closed'}`),
    textBlock(
      network.closing === undefined
        ? rich`In this phase since ${timeRun(since, zone, 'date')}.`
        : rich`Closed on ${timeRun(network.closing.at, zone, 'date')}; until then it was ${phaseNames[network.phase]}.`,
    ),
    ...words('The moment', network.moment),
    ...words('The shared outcome', network.outcome),
    limits === undefined ? undefined : textBlock(rich`Hard limits: ${limits}`),
    ...(network.closing === undefined ? signBlocks(turn) : []),
    ...historyBlocks(turn),
    network.closing === undefined ? cardButtons(turn) : undefined,
  )
}

function words(by: string, quoted: string): readonly Block[] {
  return quoted === '' ? [] : [{ kind: 'quote', text: quoted, by }]
}

/** The signs of the phase that comes next. */
function signBlocks(turn: NetworkTurn): readonly Block[] {
  const { network, now } = turn
  const next = phaseAfter(network.phase)
  if (next === undefined)
    return [
      textBlock(rich`This is the last phase. What comes after it is closing well, when the work is done.`),
    ]
  const signs = signsOf(network, next, now)
  return [
    textBlock(rich`Next comes ${bold(phaseNames[next])}. ${howMany(signs)}.`),
    { kind: 'list', items: signs.map((sign) => signLine(turn, sign)) },
    note(rich`Signs inform, they lock nothing: a public entrepreneur says when to cross.`),
  ]
}

/** E.g. `2 of 4 signs are there`. */
function howMany(signs: readonly Sign[]): string {
  return `${signs.filter(({ met }) => met).length} of ${pluralize(signs.length, 'sign')} are there`
}

/** A message has room for so many. */
const mostShown = 12

function historyBlocks(turn: NetworkTurn): readonly (Block | undefined)[] {
  const crossings = turn.network.phases
    .slice(1)
    .map((span) => ({ at: span.from, line: crossedLine(turn, span) }))
  const all = [...crossings, ...previousWordingLines(turn)].toSorted((one, other) => one.at - other.at)
  const more = all.length - mostShown
  return all.length === 0
    ? []
    : [
        textBlock(rich`What came before:`),
        { kind: 'list', items: all.slice(-mostShown).map(({ line }) => line) },
        more > 0 ? note(rich`and ${more} before that, which ${codeRun('/network story')} tells`) : undefined,
      ]
}

function crossedLine({ network, people, zone }: NetworkTurn, span: PhaseSpan): readonly Run[] {
  const who = span.by === undefined ? rich`somebody` : nameWithAgency(network, people, span.by)
  const how = isBack(span.after ?? span.phase, span.phase) ? 'back to' : 'into'
  const unmet = span.unmet.length === 0 ? '' : `; not there yet: ${signsNamed(span.unmet)}`
  return rich`${timeRun(span.from, zone, 'date')}: ${how} ${phaseNames[span.phase]}, said ${who}${unmet}`
}

/** A crossing in the digest. */
export function crossedItem({ phase, after = phase, unmet }: PhaseSpan): readonly Run[] {
  if (isBack(after, phase)) return rich`Went back from ${phaseNames[after]} to ${phaseNames[phase]}`
  const missing = unmet.length === 0 ? 'with all signs there' : `without ${signsNamed(unmet)}`
  return rich`Crossed into ${phaseNames[phase]}, ${missing}`
}

/** Where the network is and what comes next, in a few words. */
export function phaseLine(network: Network, now: Instant): readonly Run[] {
  const here = phaseNames[network.phase]
  const next = phaseAfter(network.phase)
  const signs = next === undefined ? '' : `; ${howMany(signsOf(network, next, now))} for ${phaseNames[next]}`
  return rich`${here}${signs} (${codeRun('/network phase')})`
}

function cardButtons({ network, speaker }: NetworkTurn): Block | undefined {
  if (!may(network, 'cross-phase', speaker.id)) return undefined
  const values = { network: network.id }
  const next = phaseAfter(network.phase)
  const before = phaseBefore(network.phase)
  return buttons(
    next === undefined
      ? undefined
      : button(`Cross into ${phaseNames[next]}`, 'phase-next', values, 'primary'),
    before === undefined ? undefined : button(`Go back to ${phaseNames[before]}`, 'phase-back', values),
    button('Change the moment', 'change-moment', values),
    button('Change the shared outcome', 'change-outcome', values),
    next === undefined ? button('Close well', 'close', values) : undefined,
  )
}

/** What an entrepreneur sees before crossing; for anyone else, why not. */
function beforeCrossing(
  turn: NetworkTurn,
  way: 'next' | 'back',
  shown: (to: Phase, values: Values) => Card,
): Answer {
  const { network, people, speaker, now } = turn
  const why = forbidden(network, 'cross-phase', speaker.id) ?? notCrossable(network, way)
  const to = way === 'next' ? phaseAfter(network.phase) : phaseBefore(network.phase)
  if (why !== undefined || to === undefined)
    return refusalAnswer(why ?? { kind: 'phase-has-moved' }, people, network, now)
  return showCard(shown(to, { network: network.id, crossing: turn.newId(), from: network.phase, to }))
}

const next = (turn: NetworkTurn) =>
  beforeCrossing(turn, 'next', (to, values) => {
    const { network } = turn
    const signs = signsOf(network, to, turn.now)
    const asksWhy = signs.some((sign) => sign.kind === 'client' && sign.people.length === 0)
    return card(
      heading(`Is it time for ${phaseNames[to]}?`),
      { kind: 'list', items: signs.map((sign) => signLine(turn, sign)) },
      textBlock(
        rich`It takes effect at once. Every home of ${bold(network.name)} reads that you said so and which signs were there; the journal keeps it. ${roundLine(network)} You can go back.`,
      ),
      asksWhy
        ? { kind: 'inputs', form: whyForm(network, to, values) }
        : buttons(button(`Cross into ${phaseNames[to]}`, 'cross', values, 'primary')),
    )
  })

function whyForm(network: Network, to: Phase, values: Values) {
  return {
    id: 'cross',
    title: `Cross into ${phaseNames[to]}`,
    fields: [
      paragraphField('why', 'Why is there no active client?', {
        hint: 'Every home reads it. You may leave it empty; then the sign counts as missing.',
        initial: lastWhyNoClient(network) ?? '',
        optional: true,
      }),
    ],
    submit: `Cross into ${phaseNames[to]}`,
    values,
  }
}

const back = (turn: NetworkTurn) =>
  beforeCrossing(turn, 'back', (to, values) =>
    card(
      heading(`Go back to ${phaseNames[to]}?`),
      textBlock(
        rich`Going back is no failure. It takes effect at once, and every home of ${bold(turn.network.name)} reads that you said so. ${roundLine(turn.network)} Meetings, roles and the table stay.`,
      ),
      buttons(button(`Go back to ${phaseNames[to]}`, 'cross', values, 'primary')),
    ),
  )

function cross(turn: NetworkTurn, { crossing = '', from, to }: Values, why = ''): Answer {
  const left = phases.find((phase) => phase === from)
  const entered = phases.find((phase) => phase === to)
  if (left === undefined || entered === undefined) return showCard(phaseCard(turn))
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: {
      kind: 'cross-phase',
      crossing,
      from: left,
      to: entered,
      ...(why !== '' && { whyNoClient: why }),
    },
    done: (after) =>
      card(
        textBlock(
          rich`${bold(after.name)} is in another phase now: ${phaseNames[after.phase]}. Every home reads of it.`,
        ),
        buttons(button('Show the phase', 'phase', { network: after.id })),
      ),
    field: () => 'why',
  }
}

function submitCross(turn: NetworkTurn, fields: Values, values: Values): Answer {
  const errors = fieldErrors(fields, [], { why: maxLength.paragraph })
  return hasErrors(errors) ? showErrors(errors) : cross(turn, values, fieldValue(fields, 'why'))
}

function roundLine({ settings }: Network): string {
  return `Each member is asked in private to look back, and has ${pluralize(settings.roundDays, 'day')}.`
}

/** The crossing as every home reads it. */
export function crossedCard(network: Network, people: People, crossing: string): Card | undefined {
  const span = crossingOf(network, crossing)
  if (span?.after === undefined) return undefined
  const who = span.by === undefined ? rich`A public entrepreneur` : nameWithAgency(network, people, span.by)
  const went = isBack(span.after, span.phase)
  return card(
    heading(`${network.name}: ${went ? 'back to ' : ''}${phaseNames[span.phase]}`),
    textBlock(
      went
        ? rich`${who} said so. It was ${phaseNames[span.after]} until now. Going back is no failure: nothing else changes.`
        : rich`${who} said so. Until now it was ${phaseNames[span.after]}.`,
    ),
    span.met.length === 0
      ? undefined
      : textBlock(rich`${bold('Signs that are there')}: ${signsNamed(span.met)}.`),
    span.unmet.length === 0
      ? undefined
      : textBlock(rich`${bold('Not there yet')}: ${signsNamed(span.unmet)}.`),
    ...words('Why there is no active client', span.whyNoClient ?? ''),
    buttons(button('Show the phase', 'phase', { network: network.id })),
  )
}

export const phasesModule: CommandModule = {
  commands: [
    {
      name: 'phase',
      help: 'which phase the network is in, the signs of the next one, and the moment and shared outcome',
      needs: 'network',
      handle: (turn) => showCard(phaseCard(turn)),
    },
    { name: 'phase next', help: 'cross into the next phase', needs: 'network', handle: next },
    { name: 'phase back', help: 'go back one phase', needs: 'network', handle: back },
  ],
  actions: {
    'phase-next': { needs: 'network', handle: next },
    'phase-back': { needs: 'network', handle: back },
    cross: { needs: 'network', handle: (turn, values) => cross(turn, values) },
    ...changeForms.actions,
  },
  forms: {
    cross: { needs: 'network', handle: submitCross },
    ...changeForms.forms,
  },
}
