// The example of the docs: twelve people of six agencies over two years, through the bot’s own door.
import type { Reply } from '../../src/chat/adapter.ts'
import type { Button } from '../../src/chat/card.ts'
import type { Form } from '../../src/chat/form.ts'
import type { Values } from '../../src/chat/inbound.ts'
import type { Place, Profile } from '../../src/chat/place.ts'
import { chance } from './lives.ts'
import { buttonsOf, formOf, openRoom, type Room, textOf } from './room.ts'

const hour = 3_600_000
const day = 24 * hour

const person = (name: string, workspace: string, organisation: string): Profile => ({
  platform: 'test',
  workspace,
  user: name,
  name,
  zone: 'Pacific/Auckland',
  organisation,
})

const hine = person('Hine Walker', 'w1', 'Health')
const margaret = person('Margaret Oldham', 'w1', 'Oversight')
const others = [
  person('Tom Reid', 'w2', 'City Council'),
  person('Priya Nair', 'w1', 'Education'),
  person('Mere Tāmati', 'w1', 'Te Rūnanga'),
  person('Ruth Amani', 'w2', 'Mothers’ Group'),
  person('Sione Fifita', 'w1', 'Health'),
  person('Anna Kowalski', 'w2', 'City Council'),
  person('David Chen', 'w1', 'Education'),
  person('Lani Tuala', 'w2', 'Housing'),
  person('Paul Whyte', 'w1', 'Housing'),
  person('Grace Obi', 'w2', 'Mothers’ Group'),
]
const clients = new Set(['Ruth Amani', 'Grace Obi'])

const homes: readonly Place[] = [
  { kind: 'channel', platform: 'test', workspace: 'w1', channel: 'south-side' },
  { kind: 'channel', platform: 'test', workspace: 'w2', channel: 'whanau' },
]
const homeOf = ({ workspace }: Profile): Place => (workspace === 'w1' ? homes[0] : homes[1]) as Place
const directOf = ({ platform, workspace, user }: Profile): Place => ({
  kind: 'direct',
  platform,
  workspace,
  user,
})

function openForm(reply: Reply): Form {
  const standing = reply.kind === 'card' ? reply.card.blocks.find(({ kind }) => kind === 'inputs') : undefined
  return standing?.kind === 'inputs' ? standing.form : formOf(reply)
}

/** Nobody meets around the new year. */
function isHolidayTime(now: number): boolean {
  const { month, day: date } =
    Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('Pacific/Auckland')
  return (month === 12 && date > 19) || (month === 1 && date < 12)
}

export interface Example {
  readonly room: Room
  readonly founder: Profile
  readonly home: Place
}

export async function liveTheExample(): Promise<Example> {
  let now = Date.parse('2024-11-25T21:00:00Z')
  const room = await openRoom({ now })
  const pass = (milliseconds: number) => {
    now += milliseconds
    return room.forward(milliseconds)
  }
  const dice = chance(42)
  const say = async (who: Profile, words: string) => room.say(who, homeOf(who), words)
  const fill = async (who: Profile, words: string, fields: Values, people: Record<string, Profile> = {}) =>
    mustShow(await room.submit(who, homeOf(who), openForm(await say(who, words)), fields, people), words)
  const newest = (action: string, to?: Profile): Button => {
    const found = room.sent
      .filter(({ to: place }) => to === undefined || (place.kind === 'direct' && place.user === to.user))
      .flatMap(buttonsOf)
      .findLast((button) => button.action === action)
    if (found === undefined) throw new Error(`No button ${action} was sent.`)
    return found
  }

  async function comes(who: Profile): Promise<void> {
    const invited = textOf(await say(hine, clients.has(who.name) ? 'invite as active client' : 'invite'))
    const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(invited)?.[0] ?? ''
    await room.submit(who, homeOf(who), formOf(await say(who, `join ${code}`)), {})
  }

  async function crosses(fields?: Values): Promise<void> {
    const shown = await say(hine, 'phase next')
    const button =
      shown.kind === 'card' ? buttonsOf(shown).find(({ action }) => action === 'cross') : undefined
    if (button !== undefined) await room.press(hine, homeOf(hine), button)
    else await room.submit(hine, homeOf(hine), openForm(shown), fields ?? {})
    await room.deliver()
  }

  async function answersRound(words: readonly string[]): Promise<void> {
    for (const [index, who] of [hine, ...others.slice(0, words.length - 1)].entries()) {
      const form = formOf(await room.press(who, directOf(who), newest('reflect', who)))
      const [first = ''] = form.fields.map(({ name }) => name)
      const as = index % 2 === 0 ? 'named' : 'nameless'
      await room.submit(who, directOf(who), form, { [first]: words[index] ?? '', [`${first}-as`]: as })
    }
  }

  async function ends(who: Profile, button: Button, word: string): Promise<void> {
    const form = openForm(await room.press(who, directOf(who), button))
    mustShow(await room.submit(who, directOf(who), form, { word }), button.action)
  }

  function inReply(reply: Reply, action: string): Button {
    const found =
      reply.kind === 'card' ? buttonsOf(reply).find((button) => button.action === action) : undefined
    if (found === undefined) throw new Error(`No button ${action}: ${textOf(reply)}`)
    return found
  }

  /** The flag that somebody raised by hand: those of the rules have other names. */
  function newestRaised(reply: Reply): Button {
    const found =
      reply.kind === 'card'
        ? buttonsOf(reply).find(
            ({ action, values }) => action === 'clear-flag' && /^[0-9a-f-]{36}$/.test(values.flag ?? ''),
          )
        : undefined
    if (found === undefined) throw new Error(`No flag raised by hand: ${textOf(reply)}`)
    return found
  }

  /** Meets, some come; what was brought is said by whoever brought it. */
  async function meets(brought?: readonly [Profile, string]): Promise<void> {
    while (isHolidayTime(now)) await pass(7 * day)
    await say(hine, 'met 1 hour ago')
    await room.deliver()
    const willing = 0.45 + 0.45 * dice()
    for (const who of [hine, ...others])
      if (who === hine || dice() < willing) await room.press(who, homeOf(who), newest('there'))
    if (brought !== undefined) await say(brought[0], `put ${brought[1]}`)
    await pass(14 * day)
  }

  await room.submit(hine, homeOf(hine), formOf(await say(hine, 'start South Side')), {
    moment: 'A mother with a new baby was sent to five offices in one day, and went home with nothing.',
    outcome: 'Families with a new baby on the South Side are helped at one door.',
  })
  for (const who of others.slice(0, 4)) await comes(who)
  await pass(day)
  await meets()
  await meets()
  const role = formOf(await say(hine, 'angel'))
  await room.submit(hine, homeOf(hine), role, {}, { person: margaret })
  await room.deliver()
  const accepting = await room.press(margaret, directOf(margaret), newest('accept', margaret))
  await room.submit(margaret, directOf(margaret), formOf(accepting), {})
  await crosses()
  await answersRound([
    'None of us could see the whole day of that mother.',
    'We each did our part, and together it failed her.',
    'Nobody is paid for what lies between the offices.',
    'My manager would have to let me.',
    'Those affected must sit here from the start.',
  ])
  for (const who of others.slice(4)) await comes(who)
  for (let bare = 0; bare < 4; bare += 1) await meets()
  // The sixth meeting with nothing on the table has stopped the network; somebody finds something.
  const [tom, priya, mere, ruth, sione, anna, david, lani, paul] = others as [
    Profile,
    Profile,
    Profile,
    Profile,
    Profile,
    Profile,
    Profile,
    Profile,
    Profile,
  ]
  await say(tom, 'put 0.5 FTE community planner until December 2026')
  await pass(14 * day)
  await fill(mere, 'put', {
    what: 'the front room of the marae',
    kind: 'space',
    agency: 'Te Rūnanga',
    standing: 'yes',
  })
  await fill(margaret, 'limit', { text: 'No family’s case is named outside the room.' })
  await meets([priya, '$20,000 flexible'])
  await crosses()
  await answersRound([
    'A planner, a room and some money: that is what we have, and it is enough to begin.',
    'We hold back our data, because nobody has said that we may share it.',
    'I now ring Tom before I write a letter.',
    'Our permission ends where the case files begin.',
  ])
  await fill(sione, 'blocker', { text: 'Two logins to the case system', of: 'systems' })
  const lessons = [
    'Ask those affected first; it saves a year.',
    'Write down who said yes, and to what.',
    'Meet where the families are, not where the offices are.',
    'A small sum that all can use does more than a large one that nobody may touch.',
  ]
  for (let fortnight = 0; fortnight < 33; fortnight += 1) {
    const someone = others[Math.floor(dice() * others.length)] ?? tom
    await meets(
      fortnight % 7 === 3
        ? [someone, ['an interpreter', 'two evenings a week', 'the contact list'][fortnight % 3] ?? '']
        : undefined,
    )
    if (fortnight % 8 === 2) await say(ruth, `lesson ${lessons[(fortnight - 2) / 8] ?? ''}`)
    if (fortnight === 5)
      await fill(david, 'bend', {
        what: 'Shared one family’s address before the form was signed',
        why: 'They were to be moved that night.',
      })
    if (fortnight === 6) await room.press(margaret, directOf(margaret), newest('approve-bend', margaret))
    if (fortnight === 9) await fill(anna, 'ask Speak for us with the ministry', {})
    if (fortnight === 10) await room.press(margaret, directOf(margaret), newest('take-ask', margaret))
    if (fortnight === 14)
      await fill(lani, 'flag', {
        text: 'A reporter has asked for our minutes',
        severity: 'warning',
        context: 'political',
      })
    if (fortnight === 18) {
      const leaving = buttonsOf((await say(paul, 'leave')) as never)[0]
      if (leaving) await room.press(paul, homeOf(paul), leaving)
    }
    if (fortnight === 11)
      await ends(
        margaret,
        newest('finish-ask', margaret),
        'The deputy secretary will come to the next meeting.',
      )
    if (fortnight === 12) {
      const form = openForm(await say(tom, 'use'))
      const planner = form.fields
        .flatMap((field) => (field.kind === 'choice' ? field.options : []))
        .find(({ label }) => label.includes('planner'))
      await room.submit(tom, homeOf(tom), form, { resource: planner?.value ?? '' })
    }
    if (fortnight === 16)
      await ends(margaret, newestRaised(await say(margaret, 'flags')), 'She wrote about something else.')
    if (fortnight === 20)
      await ends(sione, inReply(await say(sione, 'blocker'), 'clear-blocker'), 'The ministry gave us one.')
  }
  await crosses()
  await answersRound([
    'We see one family where we saw five files.',
    'If the planner left, the door would close within a month.',
    'The council must make the post permanent.',
    'I would do it again, and sooner.',
    'Put the money where all of us can reach it.',
  ])
  for (let fortnight = 0; fortnight < 9; fortnight += 1) await meets()
  return { room, founder: hine, home: homeOf(hine) }
}

function mustShow(reply: Reply, words: string): Reply {
  if (reply.kind !== 'card') throw new Error(`${words}: ${JSON.stringify(reply).slice(0, 300)}`)
  return reply
}
