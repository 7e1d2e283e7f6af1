// The subject of each flag in a few words, for places that only name it.
import type { FlagName } from '../../domain/core/terms.ts'

export const flagTitles: { readonly [flag in FlagName]: string } = {
  'dead-in-the-water': 'meetings up to the limit, and nothing on the table',
  'limit-touched': 'a hard limit near or crossed',
  exposed: 'attention from outside',
  'no-entrepreneur': 'no public entrepreneur any more',
  'no-angel': 'no guardian angel for a long time',
  'sixth-meeting-near': 'one meeting left to put something on the table',
  'key-person-gone': 'someone who is missed has gone',
  'gone-quiet': 'nothing held and nothing planned for a long time',
  'back-to-old-ways': 'meetings in a row that did not take place',
  drifting: 'fewer came, or fewer wanted to come',
  'client-missing': 'nobody there who is affected by the work',
  blocked: 'a blocker that was open for a long time',
  'approval-pending': 'a bend that waited a long time for approval',
  'angel-silent': 'a guardian angel who said nothing for a long time',
  'one-carrier': 'work that could have been shared more widely',
  'one-agency-table': 'everything on the table from one agency',
  'promise-overdue': 'a promise past its date',
  'not-learning': 'meetings without anything learned',
  'crossed-unreflected': 'a round of reflection that few answered',
  'reframed-twice': 'a second new outcome',
}
