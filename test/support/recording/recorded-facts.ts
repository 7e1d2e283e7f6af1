// What the rules read from the journal of a network, as lines that are compared between its recording and a later version.
import { bareCountOf } from '../../../src/domain/meetings/six-meeting-rule.ts'
import type { Network } from '../../../src/domain/state.ts'

export type Facts = Readonly<Record<string, readonly string[]>>

/** People and their agencies, aims, roles and channels. */
function frame(network: Network): Facts {
  const { bare, limit } = bareCountOf(network)
  return {
    aims: [network.name, network.moment, network.outcome, network.zone, network.phase],
    earlier: network.previousWordings.map((one) => `${one.what}: ${one.text} (${one.how})`),
    phases: network.phases.map(({ phase, met, unmet }) => `${phase}: ${met}; not ${unmet}`),
    count: [`${bare} of ${limit}`],
    settings: [JSON.stringify(network.settings)],
    diagnosis: [network.diagnosis ?? '', JSON.stringify(network.answers ?? {})],
    homes: network.homes.map(({ workspace, channel }) => `${workspace} ${channel}`),
    people: [...network.people.values()].map(({ id, agency, member }) => `${id}: ${agency}, ${member}`),
    unreached: [...network.unreachable].map(([person, { why }]) => `${person}: ${why}`),
    roles: network.roles.map(
      ({ person, role, to }) => `${person}: ${role}${to === undefined ? '' : ', over'}`,
    ),
    nominations: states(network.nominations.values(), ({ role, state }) => `${role}: ${state}`),
    invitations: states(network.invitations.values(), ({ as, state }) => `${as}: ${state}`),
    turns: [
      network.stalled === undefined ? 'moving' : 'stalled',
      network.extension === undefined ? 'never extended' : `extended by ${network.extension.meetings}`,
      network.reframed === undefined ? 'never reframed' : 'reframed',
      network.closing === undefined ? 'open' : `closed: ${network.closing.did}`,
      network.public === undefined ? 'under the radar' : 'public',
    ],
  }
}

/** Meetings, what is on the table, and what was learned. */
function work(network: Network): Facts {
  return {
    meetings: states(network.meetings.values(), (meeting) => {
      const there = [...meeting.attendance.values()].map((was) => (was ? 'there' : 'not there'))
      return [meeting.start, meeting.state.kind, ...there, JSON.stringify(meeting.pulse ?? {})].join(' ')
    }),
    series: states(network.series.values(), ({ repeat, ended }) => `every ${repeat.weeks} weeks, ${ended}`),
    table: states(network.resources.values(), (one) =>
      [one.state, one.kind, one.what, one.amount, one.unit, one.agency, one.terms, one.until].join(' '),
    ),
    lessons: network.lessons.map(
      ({ text, offered }) => `${text} (${offered === undefined ? 'own' : 'offered'})`,
    ),
    rounds: states(network.rounds.values(), ({ boundary, question = '', reminded, closed }) =>
      [boundary, question, reminded, JSON.stringify(closed ?? 'open')].join(' '),
    ),
    proposals: states(network.proposals.values(), ({ outcome, state }) => `${outcome}: ${state}`),
    flags: [...network.flags.keys()].map(
      (key) => `${key} ${network.flags.get(key)?.acknowledged !== undefined}`,
    ),
    hushed: [...network.silencedFlags].map(([key, { words }]) => `${key}: ${words}`),
  }
}

/** Matters that go to angels and entrepreneurs. */
function matters(network: Network): Facts {
  return {
    raised: states(network.manualFlags.values(), (one) =>
      [
        one.text,
        one.context,
        one.severity,
        one.privately ?? false,
        one.acknowledged !== undefined,
        one.cleared?.word ?? one.dismissed?.reason,
      ].join('; '),
    ),
    asks: states(network.asks.values(), (ask) =>
      [ask.of, ask.text, ask.state.kind, ask.passed.size, ask.referrals.length].join('; '),
    ),
    blockers: states(network.blockers.values(), (one) => `${one.of}: ${one.text}: ${one.cleared?.word}`),
    limits: states(network.limits.values(), ({ text, lifted, reports }) =>
      [text, lifted?.word, ...reports.map((touch) => `${touch.how} ${touch.settled?.word}`)].join('; '),
    ),
    bends: states(network.bends.values(), (one) =>
      [one.what, one.why, one.state.kind, one.referrals.length].join('; '),
    ),
    calls: states(network.calls.values(), ({ text }) => text),
    exposures: states(network.exposures.values(), (one) => `${one.of}: ${one.text}: ${one.settled?.word}`),
    publicProposals: states(network.publicProposals.values(), (one) => `${one.why}: ${one.state.kind}`),
  }
}

export function factsOf(network: Network): Facts {
  return { ...frame(network), ...work(network), ...matters(network) }
}

function states<One>(some: Iterable<One>, line: (one: One) => string): string[] {
  return [...some].map(line)
}
