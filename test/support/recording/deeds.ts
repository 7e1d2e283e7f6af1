// What people do, so that of each kind of entry and of each kind of message there is one.
import type { Profile } from '../../../src/chat/address.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { day, hour } from '../../../src/domain/core/time.ts'
import { textOf } from '../bot-harness.ts'
import { aroha, channelIn, codeIn, margaret, olive, ruth, tom } from '../fixtures.ts'
import { joinAccounts } from '../stories/join-accounts.ts'
import { buttonIn, type Scene } from './scene.ts'

export const rangi: Profile = { ...margaret, user: 'Rangi', name: 'Rangi', organisation: 'Treasury' }
export const wiremu: Profile = { ...tom, user: 'Wiremu', name: 'Wiremu', organisation: 'Te Rūnanga' }
const word = { word: 'We spoke with the ministry' }

/** Does everything once, in a network of six people from five agencies and an angel. */
export async function everything(scene: Scene): Promise<void> {
  await begin(scene)
  await ask(scene)
  await nameBlockersAndLimits(scene)
  await bend(scene)
  await meet(scene)
  await bring(scene)
  await learn(scene)
  await changePeople(scene)
  await moveHomes(scene)
  await linkAccounts(scene)
  await decide(scene)
  await flag(scene)
  await lookBack(scene)
  await proposeAndGoPublic(scene)
}

async function begin(scene: Scene): Promise<void> {
  await scene.start(aroha)
  await scene.join(tom, aroha)
  await scene.join(ruth, aroha, 'as active client')
  await scene.join(olive, aroha)
  await scene.join(wiremu, aroha)
  await scene.makeAngel(margaret, aroha)
  await scene.fill(aroha, 'diagnose')
  await scene.fill(aroha, 'settings', { limit: '5' })
}

async function ask(scene: Scene): Promise<void> {
  await scene.makeAngel(rangi, aroha)
  const dropped = await scene.fill(tom, 'ask Mentor us')
  await scene.press(rangi, 'take-ask', dropped)
  await scene.press(rangi, 'step-down')
  await scene.press(rangi, 'give-up', { role: 'guardian-angel' })
  await scene.press(tom, 'take-back-ask', dropped)
  const done = await scene.fill(tom, 'ask Speak with the ministry')
  await scene.press(margaret, 'take-ask', done)
  await scene.press(margaret, 'finish-ask', done, word)
  await scene.press(margaret, 'pass-ask', await scene.fill(tom, 'ask Clear the way'), word)
}

async function nameBlockersAndLimits(scene: Scene): Promise<void> {
  const blocker = await scene.fill(tom, 'blocker Two logins')
  await scene.press(tom, 'put-blocker', blocker)
  await scene.press(aroha, 'clear-blocker', blocker, word)
  await scene.fill(tom, 'blocker Two case systems', { put: 'yes' })
  const limit = await scene.fill(margaret, 'limit No names leave their own agency')
  await scene.press(tom, 'touch-limit', limit, { how: 'crossed', ...word })
  await scene.press(margaret, 'settle-limit', limit, word)
  await scene.press(margaret, 'lift-limit', limit, word)
  await scene.fill(margaret, 'limit No money without a paper')
  await scene.press(margaret, 'call', {}, { text: 'Let us speak before Friday' })
}

async function bend(scene: Scene): Promise<void> {
  const bends = ['Paid the taxi', 'Shared a desk', 'Gave a key away']
  const [paid = {}, shared = {}, gave = {}] = await oneAfterAnother(bends, (what) =>
    scene.fill(tom, `bend ${what}`, { why: 'She had no other way home' }),
  )
  await scene.press(margaret, 'talk-first', paid, word)
  await scene.press(margaret, 'approve-bend', paid)
  await scene.press(margaret, 'decline-bend', shared, word)
  await scene.press(tom, 'take-back-bend', gave)
}

async function meet(scene: Scene): Promise<void> {
  const planned = await scene.fill(aroha, 'meet', { when: 'tomorrow 10:00', weeks: '0' })
  await scene.press(aroha, 'move', planned, { when: 'in 3 days 10:00' })
  await scene.press(aroha, 'cancel', planned)
  await scene.fill(aroha, 'meet', { when: 'in 2 days 10:00', weeks: '2' })
  const { values } = buttonIn(await scene.say(aroha, 'meetings'), 'cancel-series')
  await scene.press(aroha, 'cancel-series', values)
  await scene.fill(aroha, 'meet', { when: 'in 2 days 10:00', weeks: '0' })
  await scene.bot.forward(2 * hour)
  const held = await scene.fill(tom, 'met', { when: '1 hour ago' })
  await scene.press(aroha, 'there', held)
  await scene.press(tom, 'there', held)
  await scene.press(olive, 'not-there', held)
  for (const who of [aroha, tom, wiremu]) await scene.press(who, 'pulse', { ...held, pulse: 'yes' })
  await scene.press(ruth, 'nothing', held)
  await scene.press(tom, 'learned', held, { text: 'Ask the families first' })
  await scene.bot.forward(30 * hour)
  await scene.press(tom, 'correct', {}, { ...held, what: 'not-there' })
  await scene.press(tom, 'correct', {}, { ...held, what: 'there' })
  const missed = await scene.fill(aroha, 'met', { when: '1 hour ago' })
  await scene.press(aroha, 'there', missed)
  await scene.press(aroha, 'took-place', missed)
  await scene.bot.forward(26 * hour)
  await scene.press(aroha, 'correct', {}, { ...missed, what: 'not-there' })
  await scene.press(aroha, 'correct', {}, { ...missed, what: 'never' })
}

async function learn(scene: Scene): Promise<void> {
  const { lesson = '' } = await scene.fill(aroha, 'lesson', { text: 'Share data early', share: 'library' })
  await scene.press(aroha, 'take-back-lesson', { lesson })
  await scene.press(aroha, 'undo-lesson', { lesson })
  await scene.fill(tom, 'lesson', {
    text: 'A calendar that is shared is worth more than a plan',
    share: 'library',
  })
}

async function bring(scene: Scene): Promise<void> {
  const put = (who: Profile, fields: object) =>
    scene.fill(who, 'put', { kind: 'space', until: '', standing: 'yes', ...fields })
  await scene.press(tom, 'put-offered', await put(tom, { what: 'an analyst', standing: 'no' }))
  await scene.press(tom, 'undo-put', await put(tom, { kind: 'time', what: 'a mistake' }))
  await put(tom, { kind: 'time', what: 'a promise', standing: 'no' })
  const van = await put(aroha, { kind: 'money', what: 'a van', amount: '$20,000', terms: 'flexible' })
  await scene.fill(aroha, 'use a van', { more: 'It drove families' })
  await scene.press(aroha, 'undo-change', { ...van, change: 'use' })
  await scene.fill(aroha, 'use a van', { more: 'It drove families, every day' })
  await put(ruth, { what: 'a hall' })
  await scene.fill(ruth, 'withdraw a hall', { more: 'The lease ended' })
  await put(olive, { kind: 'time', what: 'a tent', until: 'tomorrow', standing: 'no' })
  await scene.bot.forward(3 * day)
}

async function changePeople(scene: Scene): Promise<void> {
  await scene.press(aroha, 'revoke', buttonIn(await scene.say(aroha, 'invite'), 'revoke').values)
  await scene.press(olive, 'decline', await scene.nominate(aroha, olive, 'critical-friend'))
  const withdrawn = await scene.nominate(aroha, olive, 'critical-friend')
  await scene.press(aroha, 'withdraw-nomination', withdrawn)
  await scene.press(olive, 'accept', await scene.nominate(aroha, olive, 'critical-friend'))
  await scene.press(olive, 'give-up', { role: 'critical-friend' })
  const sione: Profile = { ...olive, user: 'Sione', name: 'Sione', organisation: 'Education' }
  await scene.join(sione, aroha)
  await scene.press(sione, 'leave')
  await scene.nominate(aroha, ruth, 'critical-friend')
  await scene.bot.bot.handlePlatformEvent({ kind: 'person-gone', user: ruth })
}

async function moveHomes(scene: Scene): Promise<void> {
  const home = (name: string) => channelIn('w1', `${scene.network} ${name}`)
  for (const name of ['first', 'second']) {
    const code = codeIn(await scene.say(aroha, 'invite'))
    const someone: Profile = { ...olive, user: `Of ${home(name).channel}`, name: 'Hana' }
    await scene.fill(someone, `join ${code}`, { agency: 'Police' }, {}, home(name))
  }
  const leaving = buttonIn(await scene.say(aroha, 'leave', home('first')), 'remove-home')
  await scene.bot.press(aroha, home('first'), { ...leaving, values: { ...leaving.values, sure: 'yes' } })
  await scene.bot.bot.handlePlatformEvent({ kind: 'channel-moved', from: home('second'), to: home('third') })
  await scene.bot.bot.handlePlatformEvent({ kind: 'channel-gone', channel: home('third') })
}

/** Links Wiremu to an account in the other workspace that was in the network as somebody else. */
async function linkAccounts(scene: Scene): Promise<void> {
  const other: Profile = { ...wiremu, workspace: 'w1', user: `Wiremu of ${scene.network}`, name: 'Wiremu H.' }
  await scene.join(other, aroha)
  const reply = textOf(await joinAccounts(scene.bot, wiremu, other))
  if (!reply.includes('places')) throw new Error(reply)
}

async function decide(scene: Scene): Promise<void> {
  await scene.press(aroha, 'change-moment', {}, { words: 'Three mothers were turned away' })
  await scene.press(aroha, 'change-outcome', {}, { words: 'One door for every family' })
  const reframe = { outcome: 'One door for everybody', why: 'Elders need it too' }
  await scene.press(tom, 'disagree', await scene.fill(aroha, 'reframe', reframe))
  await scene.press(tom, 'agree', await scene.fill(aroha, 'reframe', reframe))
  const cross = buttonIn(await scene.say(aroha, 'phase next'), 'cross')
  await scene.press(aroha, 'cross', cross.values)
}

async function flag(scene: Scene): Promise<void> {
  const exposure = await scene.fill(tom, 'exposed A journalist rang')
  const known = await scene.say(margaret, 'flags')
  await scene.press(margaret, 'see-flags', buttonIn(known, 'see-flags').values)
  await scene.press(margaret, 'clear-flag', { flag: `exposed:${exposure.exposure}` }, word)
  await scene.press(aroha, 'settle-exposure', exposure, word)
  await scene.fill(tom, 'exposed A minister asked')
  const raise = (text: string, fields = {}) => scene.fill(tom, `flag ${text}`, fields)
  const lease = await raise('The lease ends')
  await scene.press(margaret, 'see-flags', { flags: JSON.stringify([lease.flag]) })
  await scene.press(margaret, 'dismiss-flag', lease, { reason: 'It was renewed' })
  await scene.press(margaret, 'clear-flag', await raise('The van stands still'), word)
  await raise('Two of us do not speak', { who: 'angels' })
  await raise('Nobody pays for the van', { severity: 'urgent' })
}

async function lookBack(scene: Scene): Promise<void> {
  await scene.fill(tom, 'reflect', { impossible: 'The queue', 'impossible-as': 'named' })
  await scene.fill(olive, 'reflect', { impossible: 'The rain', 'impossible-as': 'nameless' })
  await scene.bot.forward(8 * day)
}

async function proposeAndGoPublic(scene: Scene): Promise<void> {
  const propose = () => scene.fill(aroha, 'go public', { why: 'Others ask for it' })
  await scene.press(aroha, 'take-back-going-public', await propose())
  await scene.press(margaret, 'not-yet-public', await propose(), word)
  await scene.press(margaret, 'go-public', await propose())
  await scene.press(margaret, 'go-under-the-radar')
  await scene.press(margaret, 'go-public', await propose())
}

/** Holds this many meetings with nothing put on the table. */
export async function meetWithNothingOnTheTable(scene: Scene, meetings: number): Promise<void> {
  await beginSmall(scene)
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    await scene.bot.forward(2 * hour)
    await scene.say(aroha, 'met 1 hour ago')
    await scene.bot.forward(26 * hour)
  }
}

export async function extend(scene: Scene): Promise<void> {
  await scene.press(margaret, 'extend-by', { meetings: '2' })
}

export async function close(scene: Scene): Promise<void> {
  await beginSmall(scene)
  await scene.fill(aroha, 'put', { kind: 'time', what: 'a mill' })
  await scene.fill(aroha, 'close', { did: 'We opened one door.' })
}

export async function reopen(scene: Scene): Promise<void> {
  await scene.press(aroha, 'reopen')
}

async function beginSmall(scene: Scene): Promise<void> {
  await scene.start(aroha)
  await scene.join(tom, aroha)
  await scene.makeAngel(margaret, aroha)
}

export function planMeeting(scene: Scene): Promise<Values> {
  return scene.fill(aroha, 'meet', { when: 'in 20 days 10:00', weeks: '0' })
}

export async function moveMeeting(scene: Scene, planned: Values): Promise<void> {
  await scene.press(aroha, 'move', planned, { when: 'in 21 days 10:00' })
}

/** Proposes it, and nobody answers. */
export async function proposeGoingPublic(scene: Scene): Promise<void> {
  await scene.fill(aroha, 'go public', { why: 'Others ask for it' })
}

/** Leaves one matter of each kind open; returns the code of an open invitation. */
export async function leaveOpen(scene: Scene): Promise<string> {
  await scene.fill(aroha, 'reflect What made it impossible?')
  await scene.fill(tom, 'reflect', { 'own-question': 'The old forms', 'own-question-as': 'named' })
  await scene.fill(olive, 'reflect', { 'own-question': 'The queue', 'own-question-as': 'nameless' })
  await scene.fill(margaret, 'pause digests', { whenQuiet: 'one-line', until: '' })
  await scene.fill(aroha, 'holidays')
  await scene.fill(aroha, 'meet', { when: 'in 4 days 10:00', weeks: '0' })
  await scene.bot.forward(3.5 * day)
  for (const words of ['story', 'export']) await scene.say(aroha, words)
  for (const picture of ['timeline', 'table', 'bonds']) await scene.press(margaret, 'picture', { picture })
  await scene.press(wiremu, 'leave')
  await scene.press(tom, 'touch-limit', await scene.fill(margaret, 'limit No evenings'), word)
  await scene.fill(tom, 'flag The tent leaks', { severity: 'urgent' })
  await scene.press(aroha, 'there', await scene.fill(tom, 'met', { when: '1 hour ago' }))
  return codeIn(await scene.say(aroha, 'invite'))
}

async function oneAfterAnother<From, To>(
  some: readonly From[],
  work: (one: From) => Promise<To>,
): Promise<To[]> {
  const done: To[] = []
  for (const one of some) done.push(await work(one))
  return done
}
