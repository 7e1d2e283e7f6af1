// Each command alone, with text that it understands, and with text that it does not.
import { describe, expect, test } from 'vitest'
import type { Reply } from '../../src/chat/adapter.ts'
import type { Profile } from '../../src/chat/address.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { commands } from '../../src/conversation/router.ts'
import type { TestBot } from '../support/bot-harness.ts'
import { aroha, closed, directOf, entriesIn, lively, margaret, stalled, youth } from '../support/fixtures.ts'
import { buttonsIn } from '../support/reply-buttons.ts'

interface CommandCase {
  readonly alone: RegExp
  /** What may follow, and what is answered: a card, or a form that holds what was understood. */
  readonly good?: readonly (readonly [typed: string, answer: RegExp])[]
  readonly bad?: readonly (readonly [typed: string, answer: RegExp])[]
  readonly who?: Profile
  readonly state?: () => Promise<TestBot>
}

const nonsense = '<!channel> qwzx'

const cases: Readonly<Record<string, CommandCase>> = {
  start: {
    alone: /form: Start a network/,
    good: [['East Side', /name=East Side/]],
    bad: [['x'.repeat(90), /name=x{90}/]],
  },
  join: {
    alone: /form: Join a network/,
    good: [['ABCD-EFGH-JKMN-PQRS', /code=ABCD-EFGH-JKMN-PQRS/]],
    bad: [[nonsense, /code=<!channel> qwzx/]],
  },
  invite: { alone: /Code: \S+[\s\S]*fellow traveller/, good: [['as active client', /as an active client/]] },
  homes: { alone: /2 channels of South Side[\s\S]*\[Remove this channel\]/ },
  members: { alone: /3 members of South Side, from 3 agencies/ },
  agency: {
    alone: /form: Your agency/,
    good: [['Fisheries', /agency=Fisheries/]],
    bad: [['x'.repeat(300), /300 characters, and there’s room for 80/]],
  },
  remove: {
    alone: /form: Remove somebody/,
    good: [['Tom', /form: Remove somebody/]],
    bad: [
      [nonsense, /Nobody here is called “<!channel> qwzx/],
      ['Aroha', /you can leave/],
      ['Margaret', /can’t remove/],
    ],
  },
  codes: { alone: /open codes? to South Side|You have no open codes/ },
  leave: { alone: /Leave South Side\?[\s\S]*\[Leave the network\]/ },
  put: {
    alone: /form: Put something on the table/,
    good: [['0.5 FTE planner until June', /0\.5 FTE planner from Health .*until 30 Jun 2027/]],
    bad: [['x'.repeat(300), /what=x{300}.*300 characters, and there’s room for 200/]],
  },
  table: { alone: /0\.5 FTE analyst[\s\S]*a hall/ },
  change: { alone: /Which one do you want to change\?|form: Change what you offered/ },
  use: { alone: /form: In use, or used up/ },
  withdraw: { alone: /form: Take back from the table/ },
  meet: {
    alone: /form: Plan a meeting/,
    good: [
      ['Thu 2pm for an hour', /Planned: Thu, 26 Nov 2026|Planned: Thu, 3 Dec 2026/],
      ['Thu 2pm', /Plan a meeting on Thursday \d+ \w+, 2–3 pm NZDT\?.*You gave no end/s],
      ['every second Tuesday 10:00 for an hour', /fortnightly/],
    ],
    bad: [
      [nonsense, /when=<!channel> qwzx.*I couldn’t read that as a date/],
      ['Thursday', /when=Thursday.*At what time\?/],
      ['yesterday 3pm', /That time has passed/],
      ['1 January 2040 10am', /more than two years away/],
    ],
  },
  met: {
    alone: /form: Record a meeting/,
    good: [['3 hours ago', /Recorded: a meeting on/]],
    bad: [
      [nonsense, /when=<!channel> qwzx.*I couldn’t read that as a date/],
      ['tomorrow 3pm', /still to come/],
      ['1 January 2020 10am', /before the network started/],
    ],
  },
  move: {
    alone: /form: Move a meeting/,
    good: [['Fri 3pm', /Moved to Fri/]],
    bad: [[nonsense, /when=<!channel> qwzx.*I couldn’t read that as a date/]],
  },
  cancel: { alone: /Cancel/ },
  meetings: { alone: /Meetings/ },
  role: {
    alone: /form: Nominate for a role/,
    good: [['Ruth critical friend', /I’ll ask Ruth to be critical friend/]],
    bad: [
      ['Nobody Known critical friend', /I don’t know who you mean by “Nobody Known/],
      ['Ruth wizard', /form: Nominate for a role/],
      ['Aroha critical friend', /You can’t nominate yourself/],
    ],
  },
  roles: { alone: /Who holds which role in South Side/ },
  angel: {
    alone: /form: Nominate for a role.*role=guardian-angel/,
    good: [['Ruth', /I’ll ask Ruth to be guardian angel/]],
    bad: [[nonsense, /I don’t know who you mean by “<!channel> qwzx”/]],
  },
  'step down': { alone: /public entrepreneur/ },
  diagnose: { alone: /form: / },
  phase: {
    alone: /South Side: before starting[\s\S]*Next comes getting together/,
    bad: [[nonsense, /South Side: before starting/]],
  },
  'phase next': { alone: /Is it time for getting together\?/, bad: [[nonsense, /Is it time/]] },
  reflect: {
    alone: /No round of reflection is open[\s\S]*\[Ask everyone\] \[Ask a question of your own\]/,
    good: [['What holds us up?', /form: Ask everyone; question=What holds us up\?/]],
    bad: [['x'.repeat(400), /question=x{400}; That’s 400 characters, and there’s room for 300/]],
  },
  'phase back': { alone: /“Before starting” is the first phase/ },
  reframe: { alone: /form: Propose a new shared outcome/ },
  extend: {
    alone: /Only a guardian angel/,
  },
  close: { alone: /form: Close South Side well/ },
  reopen: { alone: /open, so there’s nothing to reopen/ },
  settings: { alone: /form: Settings/ },
  lesson: {
    alone: /form: One thing we learned/,
    good: [
      [
        'Ask early',
        /I’ve kept this as a lesson:\n“Ask early”[\s\S]*In the library, anyone.*\n\[Undo\] \[Offer it to the library\]/,
      ],
    ],
    bad: [['x'.repeat(2_001), /form: One thing we learned; text=x+; share=ours; That’s 2001 characters/]],
  },
  lessons: {
    alone: /What South Side has learned/,
    good: [['early', /No lesson has all of “early”/]],
    bad: [
      ['of the', /I can’t find anything by “of the”/],
      ['"OR" * (', /I can’t find anything by/],
      ['words '.repeat(1_000), /form: Find a lesson; words=(words )+.*That’s 5999 characters/],
    ],
  },
  flag: { alone: /form: Raise a flag/ },
  flags: { alone: /Flags of South Side/ },
  ask: {
    alone:
      /What South Side asked its guardian angel.*Speak with the ministry.*What would you like to ask\?: ____/s,
    good: [['protect us from the review', /text=protect us from the review; of=protect/]],
    bad: [['x'.repeat(2_001), /form: Ask a guardian angel; text=x+; of=advise; That’s 2001 characters/]],
  },
  blocker: {
    alone: /What stops South Side.*Two logins.*What stops us\?: ____/s,
    good: [['the budget of both', /form: Name what stops us; text=the budget of both; of=budget; put=no/]],
    bad: [['x'.repeat(2_001), /form: Name what stops us; text=x+; of=other; put=no; That’s 2001 char/]],
  },
  limit: {
    alone: /Hard limits of South Side.*No names leave Health/s,
    good: [['no press', /Only a guardian angel can state hard limits.*“no press”/s]],
  },
  bend: {
    alone: /What South Side bent.*Paid the taxi.*Hard limits: “No names leave Health”.*What did you bend/s,
    good: [['skipped the tender', /form: Note what was bent; what=skipped the tender/]],
    bad: [['x'.repeat(2_001), /form: Note what was bent; what=x+; That’s 2001 characters/]],
  },
  story: { alone: /direct messages/ },
  exposed: {
    alone: /form: Somebody outside has noticed; of=public/,
    good: [['A journalist rang', /form: Somebody outside has noticed; text=A journalist rang; of=media/]],
    bad: [['x'.repeat(2_001), /Somebody outside has noticed; text=x+; of=public; That’s 2001 characters/]],
  },
  'go public': { alone: /form: Propose going public/ },
  find: {
    alone: /I couldn’t find a public network in this workspace/,
    good: [['South Side', /I couldn’t find a public network with South Side in this workspace/]],
  },
  asks: { alone: /What South Side asked its guardian angel/ },
  digest: { alone: /The digest is for guardian angels, and you aren’t one just now/ },
  'pause digests': {
    alone: /The digest is for guardian angels/,
    good: [['until 12 January', /The digest is for guardian angels/]],
  },
  holidays: {
    alone: /form: Your public holidays; region=zone/,
    good: [
      ['Wellington', /form: Your public holidays; region=NZ-WGN/],
      ['manawatu-whanganui', /region=NZ-MWT/],
    ],
    bad: [[nonsense, /region=zone; I don’t know “<!channel> qwzx” as a region/]],
  },
  picture: {
    alone: /Which picture of South Side/,
    good: [['bonds', /I’m drawing the bonds of South Side/]],
  },
  export: { alone: /direct messages/ },
  undo: { alone: /The last thing you did here: .*Undo it\?\n\[Undo\]/ },
  privacy: { alone: /^Who sees what\n- Only you/ },
  home: { alone: /What’s waiting for you.*Your networks.*South Side/s },
  'my networks': { alone: /South Side/ },
  link: {
    alone: /Your code for your other account: LINK-[0-9A-Z]{4}-/,
    bad: [
      ['LINK-0000-0000', /code doesn’t work/],
      ['0000-0000', /begin with LINK[\s\S]*join 0000-0000/],
    ],
  },
}

function replyText(reply: Reply): string {
  if (reply.kind === 'card') return plainText(reply.card, 'Pacific/Auckland')
  if (reply.kind !== 'form') return JSON.stringify(reply)
  const { title, fields, errors = {} } = reply.form
  const filledFields = fields.flatMap(({ name, initial }) => (initial ? [`${name}=${initial}`] : []))
  return `form: ${title}; ${[...filledFields, ...Object.values(errors)].join('; ')}`
}

test('each command of the help is tried here', () => {
  expect(Object.keys(cases).toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
})

describe.each(Object.entries(cases))('%s', (word, { alone, good = [], bad = [] }) => {
  test('alone shows what it is about, or asks with a form', async () => {
    const bot = await lively()
    const before = await entriesIn(bot)
    expect(replyText(await bot.say(aroha, youth, word))).toMatch(alone)
    expect(await entriesIn(bot)).toBe(word === 'invite' ? before + 1 : before)
  })
  if (good.length > 0)
    test.each(good)('with “%s” is understood', async (typed, answer) => {
      const bot = await lively()
      expect(replyText(await bot.say(aroha, youth, `${word} ${typed}`))).toMatch(answer)
    })
  if (bad.length > 0)
    test.each(bad)(
      'with “%s” says what was understood and asks, and changes nothing',
      async (typed, answer) => {
        const bot = await lively()
        const before = await entriesIn(bot)
        expect(replyText(await bot.say(aroha, youth, `${word} ${typed}`))).toMatch(answer)
        expect(await entriesIn(bot)).toBe(before)
      },
    )
})

describe('help', () => {
  test('lists every command', async () => {
    const text = replyText(await (await lively()).say(aroha, youth, 'help'))
    for (const { name, help } of commands) {
      expect(text).toContain(`/network ${name}`)
      expect(text).toContain(help)
    }
  })
  test.each(commands.map(({ name }) => name))('explains “%s”', async (name) => {
    expect(replyText(await (await lively()).say(aroha, youth, `help ${name}`))).toContain(`/network ${name}`)
  })
  test.each(['hi', 'hello', 'Help'])('answers “%s” as well', async (typed) => {
    expect(replyText(await (await lively()).say(aroha, youth, typed))).toContain('What you can ask')
  })
})

test.each([
  ['metings', 'Show the meetings', 'meetings'],
  ['putt a hall', 'Put something on the table', 'put a hall'],
  ['withdrw', 'Take a resource back', 'withdraw'],
  ['setings', 'Settings', 'settings'],
  ['tabel', 'What is on the table', 'table'],
  ['stroy', 'The story', 'story'],
])('an unknown command, “%s”, is answered with a button for the nearest', async (typed, label, words) => {
  const reply = await (await lively()).say(aroha, youth, typed)
  expect(replyText(reply)).toContain(`I’m not sure what you mean by “${typed}”. Did you mean one of these?`)
  const near = buttonsIn(reply).find((button) => button.label === label)
  expect(near).toMatchObject({ action: 'say' })
  expect(near?.values.words?.trim()).toBe(words)
})

test.each(['zzz', 'x', 'weather'])(
  'a word that is near none, “%s”, is answered with help alone',
  async (typed) => {
    expect(replyText(await (await lively()).say(aroha, youth, typed))).toContain(
      `I’m not sure what you mean by “${typed}”.\n[What’s waiting for me] [Help]\n`,
    )
  },
)

test('help about no command says so, and offers what is near', async () => {
  const reply = await (await lively()).say(aroha, youth, 'help metings')
  expect(replyText(reply)).toContain('I’m not sure what you mean by “metings”')
  expect(buttonsIn(reply).map(({ label }) => label)).toContain('Show the meetings')
})

test('help about a command offers to do it', async () => {
  const bot = await lively()
  const reply = await bot.say(aroha, youth, 'how do I plan a meeting for Thu 2pm?')
  expect(replyText(reply)).toMatch(/^\/network meet \[when\]: plan a meeting/)
  const [doIt] = buttonsIn(reply)
  expect(replyText(await bot.press(aroha, youth, doIt ?? missing()))).toMatch(
    /^Plan a meeting on Thursday 3 December, 2–3 pm/,
  )
})

test('every command stands in help under a topic', async () => {
  expect(replyText(await (await lively()).say(aroha, youth, 'help'))).not.toContain('And also')
})

function missing(): never {
  throw new Error('There is no such button.')
}

test.each([
  ['status', /^South Side\n/],
  ['network', /^South Side\n/],
  ['correct', /^Meetings of South Side\n/],
])('“%s” shows what was meant', async (typed, answer) => {
  expect(replyText(await (await lively()).say(aroha, youth, typed))).toMatch(answer)
})

test.each([
  [
    'meet Thu 2pm for an hour',
    /reached its limit of meetings[\s\S]*\[Put something on the table\] \[Reframe\] \[Close well\]/,
  ],
  ['meet', /reached its limit of meetings/],
  ['move Fri 10am', /reached its limit of meetings/],
  ['extend', /Only a guardian angel/],
])('a network that has stopped answers “%s” with why, and the ways on', async (typed, answer) => {
  expect(replyText(await (await stalled()).say(aroha, youth, typed))).toMatch(answer)
})

test('a stopped network can be extended by its angel, from a direct message', async () => {
  const bot = await stalled()
  expect(replyText(await bot.say(margaret, directOf(margaret), 'extend'))).toMatch(
    /\[One more meeting\] \[Two more meetings\]/,
  )
})

test.each(['put', 'put a hall', 'meet', 'meet Thu 2pm for an hour', 'invite', 'settings', 'reframe'])(
  'a closed network answers “%s” with how to reopen it',
  async (typed) => {
    expect(replyText(await (await closed()).say(aroha, youth, typed))).toMatch(/closed/)
  },
)

test('100 KB of any text is answered, in time that grows with its length alone', async () => {
  const bot = await lively()
  const hostile = ['every ', 'from Health until ', '1:1 ', '@', '((((', 'if if ', ' ']
  for (const word of ['put', 'meet', 'role', 'start', 'zzz'])
    for (const piece of hostile) {
      const lasts = async (length: number) => {
        const text = `${word} ${piece.repeat(Math.ceil(length / piece.length))}`
        const times: number[] = []
        for (let round = 0; round < 3; round += 1) {
          const begun = performance.now()
          expect((await bot.say(aroha, youth, text)).kind).not.toBe('none')
          times.push(performance.now() - begun)
        }
        return Math.min(...times)
      }
      // Ten times the length may take ten times as long; its square would take a hundred times, however often it is measured.
      let ratio = Number.POSITIVE_INFINITY
      for (let attempt = 0; attempt < 5 && ratio > 40; attempt += 1)
        ratio = (await lasts(100_000)) / Math.max(await lasts(10_000), 1)
      expect(ratio).toBeLessThan(40)
    }
})
