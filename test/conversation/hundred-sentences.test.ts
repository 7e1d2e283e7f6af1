// Sentences as people type them who have seen neither the code nor a manual, written down before the parser was looked
// at. Each is done rightly, or answered with what it may have meant; no words are lost, and nothing is done in silence.
import { expect, test } from 'vitest'
import type { Reply } from '../../src/chat/adapter.ts'
import { plainText } from '../../src/chat/fallback-text.ts'
import { aroha, entriesIn, lively, youth } from '../support/fixtures.ts'

const table = /^On the table of South Side/
const roles = /^Who holds which role in South Side/
const members = /^3 members of South Side/
const meetings = /^Meetings of South Side/
const overview = /^South Side\n/
const help = /^What you can ask/
const home = /^What’s waiting for you/
const undo = /^The last thing you did here: .*Undo it\?\n\[Undo\]/
const welcome = /^You’re welcome\.$/
const story = /^I’m writing the story of South Side/
const privacy = /^Who sees what/
const elsewhere = /^If that answers a question of mine, please press the button under the question\./

/** A form that holds what was typed. */
function form(title: string, prefilled = ''): RegExp {
  return new RegExp(`^form: ${RegExp.escape(title)};.*${prefilled}`, 's')
}

const plan = (when: string) => form('Plan a meeting', `when=${RegExp.escape(when)};`)

/** The date that the words mean, before anybody else hears of it. */
function rightDate(date: string, words: string): RegExp {
  return new RegExp(`^Plan a meeting on ${date}.*I haven’t told anyone else.*“${RegExp.escape(words)}”`, 's')
}

/** A card that asks what was meant, with these words and a button for one of the things it may have meant. */
function maybe(label: string, words: string): RegExp {
  return new RegExp(`^I’m not sure what you mean by “${RegExp.escape(words)}”\\. Did.*\\[${label}\\]`, 's')
}

const sentences: readonly (readonly [typed: string, answer: RegExp])[] = [
  ['whats on the table', table],
  ["what's on the table?", table],
  ['What have we got so far', table],
  ['How much money do we have?', table],
  ['who is our angel?', roles],
  ['whos the guardian angel', roles],
  ['when is the next meeting?', meetings],
  ['when do we meet next', meetings],
  ['Whens the next hui', meetings],
  ['who is in this?', members],
  ["who's in the network", members],
  ['Who else is in this group', members],
  ['undo', undo],
  ['undo that please', undo],
  ['oops', undo],
  ['thanks', welcome],
  ['Thanks so much!', welcome],
  ['cheers', welcome],
  ['kia ora', help],
  ['hi', help],
  ['hello?', help],
  ['Good morning', help],
  ['can we meet Friday at 2', rightDate('Friday 27 November, 2–3 pm', 'Friday at 2')],
  ['can we meet friday 2pm at the library', plan('friday 2pm at the library')],
  ['plan a meeting for thursday 10am', rightDate('Thursday 3 December, 10–11 am', 'thursday 10am')],
  ['plan a meeting', form('Plan a meeting')],
  ['Schedule a meeting tomorrow at 3pm', rightDate('Friday 27 November, 3–4 pm', 'tomorrow at 3pm')],
  ['book a catch up next tuesday 9:30', rightDate('Tuesday 1 December, 9:30–10:30 am', 'next tuesday 9:30')],
  ['lets meet on monday at 11am', rightDate('Monday 30 November, 11 am–12 pm', 'on monday at 11am')],
  ['meeting thurs 2', plan('thurs 2')],
  ['meet tomorrow 10am', rightDate('Friday 27 November, 10–11 am', 'tomorrow 10am')],
  ['meet next week 10am', rightDate('Thursday 3 December, 10–11 am', 'next week 10am')],
  ['7q2h m4rt 0wxk 9bcd', form('Join a network', 'code=7q2h')],
  ['meet tomorow 3pm', rightDate('Friday 27 November, 3–4 pm', 'tomorow 3pm')],
  ['meet fridya 2pm', rightDate('Friday 27 November, 2–3 pm', 'fridya 2pm')],
  ['meet 2pm on the 3rd', rightDate('Thursday 3 December, 2–3 pm', '2pm on the 3rd')],
  ['meet christmas day 10am', rightDate('Friday 25 December, 10–11 am', 'christmas day 10am')],
  ['lets have a catch up once a fortnight', plan('once a fortnight')],
  ['I can offer a van for the river', form('Put something on the table', 'what=a van for the river')],
  ['we can offer 0.5 FTE analyst until June', form('Put something on the table', 'amount=0.5 FTE')],
  ['I could put in $5,000', form('Put something on the table', 'amount=\\$5,000')],
  ['we have $20,000 for this', form('Put something on the table', 'amount=\\$20,000')],
  ["offer two days a week of Sione's time", form('Put something on the table', 'two days a week')],
  ['withdraw the van', form('Take back from the table', 'the van')],
  ['take back the $5,000', form('Take back from the table', 'the \\$5,000')],
  ['the money is used up', maybe('Mark something as used', 'the money is used up')],
  ['/network table', table],
  ['/table', table],
  ['tabel', maybe('What is on the table', 'tabel')],
  ['stroy', maybe('The story', 'stroy')],
  ['metings', maybe('Show the meetings', 'metings')],
  ['lesons', maybe('What the network has learned', 'lesons')],
  ['help', help],
  ['help me', help],
  ['what can you do', help],
  ['how does this work?', help],
  ['what do i do now', home],
  ['menu', help],
  ['?', help],
  ['cancel the meeting', /^Which meeting do you want to cancel\?/],
  ["cancel thursday's meeting", /^Which meeting do you want to cancel\?/],
  [
    'move the meeting to friday 3pm',
    /^Move the meeting to Friday 27 November, 3–4 pm.*I haven’t told anyone else/s,
  ],
  ['can we push it to next week', form('Move a meeting', 'when=next week')],
  ["I can't make it on thursday", maybe('Show the meetings', "I can't make it on thursday")],
  ['I was there', maybe('Show the meetings', 'I was there')],
  ['we met yesterday', form('Record a meeting that took place', 'when=yesterday')],
  ['we met today at 10', /^Record a meeting on Thursday 26 November, 10–11 am.*I haven’t told anyone else/s],
  ['who came last time?', meetings],
  ['how many meetings do we have left', overview],
  ['how many meetings left', overview],
  ["what's our count", overview],
  ['why are we stopped', overview],
  ["what's blocking us", /^What stops South Side/],
  ['we are stuck on the privacy stuff', form('Name what stops us', 'text=the privacy stuff; of=privacy')],
  ["legal won't let us share the data", maybe('Name what stops us', "legal won't let us share the data")],
  ['we need help from Margaret', maybe('Ask a guardian angel', 'we need help from Margaret')],
  [
    'can our angel clear the way with procurement',
    maybe('Ask a guardian angel', 'can our angel clear the way with procurement'),
  ],
  ['we bent the rules on the travel policy', form('Note what was bent', 'what=the travel policy')],
  ['A journalist rang me', maybe('Somebody outside noticed us', 'A journalist rang me')],
  [
    "the minister's office is asking about us",
    maybe('Somebody outside noticed us', "the minister's office is asking about us"),
  ],
  ['Tom is leaving', maybe('Who holds which role', 'Tom is leaving')],
  ['I want to leave this network', /^Leave South Side\?/],
  ['how do i get out of this', /^\/network leave: .*\[Leave\]/s],
  ['add Mere to the group', maybe('Invite somebody', 'add Mere to the group')],
  ['how do I invite someone', /^\/network invite .*\[Invite somebody\]/s],
  ['i have a code', form('Join a network')],
  ['7Q2H-M4RT-0WXK-9BCD', form('Join a network', 'code=7Q2H-M4RT-0WXK-9BCD')],
  ['7q2hm4rt0wxk9bcd', form('Join a network', 'code=7q2hm4rt0wxk9bcd')],
  ['start a new network', form('Start a network')],
  ['start Network 1', form('Start a network', 'name=Network 1;')],
  ['start a network called East Side', form('Start a network', 'name=East Side;')],
  ['new network for school attendance', form('Start a network', 'name=school attendance')],
  ['we learned that mornings work better', form('One thing we learned', 'text=mornings work better')],
  ['lesson: phone first, then email', /^I’ve kept this as a lesson:\n“phone first, then email”/],
  ['what have we learned', /^What South Side has learned/],
  ['what happened so far', story],
  ['show me the story', story],
  ['can I get this as a pdf', story],
  ['send me the minutes', maybe('The story', 'send me the minutes')],
  ['stop messaging me', maybe('Leave', 'stop messaging me')],
  ["i'm on leave until 14 december", /“i'm on leave until 14 december”/],
  ['who can see this?', privacy],
  ['is this private?', privacy],
  ['change our goal', form('Propose a new shared outcome')],
  [
    'reframe every child has a warm home by winter',
    form('Propose a new shared outcome', 'outcome=every child has a warm home by winter'),
  ],
  ['close the network', form('Close South Side well')],
  ["we're done, how do we finish", maybe('Close the network', "we're done, how do we finish")],
  ['change the limit to 8', /^Which one do you want to change\?.*\[Settings\].*“the limit to 8”/s],
  ['what phase are we in', /^South Side: before starting/],
  ['make Tom an entrepreneur', form('Nominate for a role', 'role=public-entrepreneur; member=')],
  ['remind me tomorrow', maybe('Show the meetings', 'remind me tomorrow')],
  ['asdfgh', /^I’m not sure what you mean by “asdfgh”\.\n\[What’s waiting for me\] \[Help\]/],
  ['ok', elsewhere],
  ['yes', elsewhere],
  ['👍', elsewhere],
]

test('these are a hundred sentences at least', () => {
  expect(sentences.length).toBeGreaterThanOrEqual(100)
})

test.each(sentences)('“%s”', async (typed, answer) => {
  const bot = await lively()
  const before = await entriesIn(bot)
  const reply = await bot.say(aroha, youth, typed)
  expect(textOf(reply)).toMatch(answer)
  // Only what has the name of its command changes anything at once.
  expect(await entriesIn(bot)).toBe(typed.startsWith('lesson:') ? before + 1 : before)
})

test('what a suggestion offers opens with the words, and changes nothing', async () => {
  const bot = await lively()
  const before = await entriesIn(bot)
  const reply = await bot.say(aroha, youth, 'A journalist rang me')
  if (reply.kind !== 'card') throw new Error('It is no card.')
  const [first] = reply.card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  if (first === undefined) throw new Error('It has no button.')
  expect(textOf(await bot.press(aroha, youth, first))).toMatch(
    form('Somebody outside has noticed', 'text=A journalist rang me; of=media'),
  )
  expect(await entriesIn(bot)).toBe(before)
})

function textOf(reply: Reply): string {
  if (reply.kind === 'card') return plainText(reply.card, 'Pacific/Auckland')
  if (reply.kind !== 'form') return JSON.stringify(reply)
  const { title, fields, errors = {} } = reply.form
  const filled = fields.flatMap(({ name, initial }) => (initial ? [`${name}=${initial};`] : []))
  return [`form: ${title};`, ...filled, ...Object.values(errors)].join(' ')
}
