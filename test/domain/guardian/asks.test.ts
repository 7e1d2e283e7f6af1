// Asks: who may ask and answer, to whom each goes and when, and what becomes of it when people come and go.
import { describe, expect, test } from 'vitest'
import { day, hour } from '../../../src/domain/core/time.ts'
import { asksWaitingFor, openAsks } from '../../../src/domain/guardian/asks.ts'
import { decide } from '../../../src/domain/network.ts'
import { join, makeAngel, networkWithTrio, nominate, type Story, startNetwork } from '../network-story.ts'
import { noticesAsText } from '../notices-as-text.ts'

const putAsk = (story: Story, by = 'tom', ask = 'a') =>
  story.does(by, { kind: 'ask', ask, of: 'advocate', text: 'Speak with the ministry' })

const twoAngels = () => makeAngel(networkWithTrio(), 'rangi')
const take = { kind: 'take-ask', ask: 'a' } as const
const pass = { kind: 'pass-ask', ask: 'a', word: 'Ask the mayor' } as const
const finish = { kind: 'finish-ask', ask: 'a', word: 'They will listen' } as const

const stateOf = (story: Story) => story.network.asks.get('a')?.state.kind

describe('an ask', () => {
  test('goes once to every angel, in the next working hour', () => {
    const story = twoAngels().pass(8 * hour)
    expect(noticesAsText(story, () => putAsk(story))).toEqual(['margaret: asks in 15', 'rangi: asks in 15'])
    expect(noticesAsText(story, () => putAsk(story))).toEqual([])
    expect(noticesAsText(story, () => story.does('aroha', { kind: 'invite', ...code }))).toEqual([])
  })
  test('can be put by any member and by no outsider', () => {
    const story = networkWithTrio()
    for (const by of ['aroha', 'priya', 'margaret']) putAsk(story, by, by)
    expect(openAsks(story.network)).toHaveLength(3)
    expect(story.tries('olive', { kind: 'ask', ask: 'b', of: 'advise', text: 'x' })).toEqual({
      kind: 'not-yours',
    })
  })
  test('is answered by angels alone', () => {
    const story = putAsk(networkWithTrio())
    for (const command of [take, pass, finish]) {
      expect(story.tries('aroha', command)).toEqual({ kind: 'only', who: 'angel' })
      expect(story.tries('olive', command)).toEqual({ kind: 'not-yours' })
    }
    expect(stateOf(story)).toBe('open')
  })
  test('that nobody put cannot be answered', () => {
    expect(networkWithTrio().tries('margaret', take)).toEqual({ kind: 'no-such-ask' })
    expect(networkWithTrio().tries('tom', { kind: 'take-back-ask', ask: 'a' })).toEqual({
      kind: 'no-such-ask',
    })
  })
  test('of a closed network is not answered', () => {
    const story = putAsk(networkWithTrio())
    story.does('aroha', { kind: 'close', did: 'd', borrow: '', avoid: '', resources: '' })
    expect(story.tries('margaret', take)).toEqual({ kind: 'closed' })
    expect(asksWaitingFor(story.network, 'margaret')).toEqual([])
  })
})

const code = { invitation: 'i', codeHash: 'h', as: 'fellow-traveller' } as const

describe('an angel who takes it', () => {
  test('has it: the asker is told, the cards of all angels change, and no other can answer', () => {
    const story = putAsk(twoAngels())
    expect(noticesAsText(story, () => story.does('rangi', take))).toEqual([
      'margaret: asks changed',
      'rangi: asks changed',
      'tom: ask-answered taken in 0',
    ])
    for (const command of [take, pass, finish])
      expect(story.tries('margaret', command)).toEqual({ kind: 'ask-taken', person: 'rangi' })
    expect(noticesAsText(story, () => story.does('rangi', take))).toEqual([])
  })
  test('and is done: the asker is told once, and it is over for everybody, also a month later', () => {
    const story = putAsk(twoAngels()).does('rangi', take)
    expect(noticesAsText(story, () => story.does('rangi', finish))).toContain('tom: ask-answered done in 0')
    story.pass(30 * day)
    expect(noticesAsText(story, () => story.does('rangi', finish))).toEqual([])
    expect(story.tries('margaret', take)).toEqual({ kind: 'ask-over' })
    expect(story.tries('rangi', pass)).toEqual({ kind: 'ask-over' })
    expect(story.tries('tom', { kind: 'take-back-ask', ask: 'a' })).toEqual({ kind: 'ask-over' })
  })
  test('may be done at once, without taking it first', () => {
    const story = putAsk(networkWithTrio())
    expect(noticesAsText(story, () => story.does('margaret', finish))).toEqual([
      'margaret: asks changed',
      'tom: ask-answered done in 0',
    ])
  })
  test('and finds that it is not theirs gives it back: it goes anew to the others, not to them', () => {
    const story = putAsk(twoAngels()).does('rangi', take)
    expect(noticesAsText(story, () => story.does('rangi', pass))).toEqual([
      'margaret: asks changed',
      'rangi: asks changed',
      'margaret: asks in 0',
    ])
    expect(noticesAsText(story, () => story.does('rangi', pass))).toEqual([])
  })
})

test('the answer to an ask of somebody who has gone goes to the entrepreneurs', () => {
  const story = putAsk(networkWithTrio()).does('tom', { kind: 'leave' })
  expect(noticesAsText(story, () => story.does('margaret', finish))).toContain(
    'aroha: ask-answered done in 0',
  )
})

describe('“not mine”', () => {
  test('by one of two tells the asker nothing; by the last it does', () => {
    const story = putAsk(twoAngels())
    expect(noticesAsText(story, () => story.does('rangi', pass))).not.toContain(
      'tom: ask-answered passed in 0',
    )
    expect(noticesAsText(story, () => story.does('margaret', pass))).toContain(
      'tom: ask-answered passed in 0',
    )
    expect(stateOf(story)).toBe('open')
  })
  test('can be thought better of', () => {
    const story = putAsk(networkWithTrio()).does('margaret', pass).does('margaret', take)
    expect(stateOf(story)).toBe('taken')
  })
})

describe('taking an ask back', () => {
  const back = { kind: 'take-back-ask', ask: 'a' } as const
  test('is for the asker alone, and changes the cards without noise', () => {
    const story = putAsk(networkWithTrio())
    expect(story.tries('aroha', back)).toEqual({ kind: 'not-your-ask' })
    expect(story.tries('olive', back)).toEqual({ kind: 'not-yours' })
    expect(noticesAsText(story, () => story.does('tom', back))).toEqual(['margaret: asks changed'])
    expect(story.tries('margaret', take)).toEqual({ kind: 'ask-over' })
    expect(noticesAsText(story, () => story.does('tom', back))).toEqual([])
  })
})

describe('without an angel', () => {
  test('asks tell nobody, are kept, and go to a new angel in one message', () => {
    const story = startNetwork()
    expect(noticesAsText(story, () => putAsk(story, 'aroha', 'a'))).toEqual([])
    putAsk(story, 'aroha', 'b')
    const nomination = nominate(story, 'rangi', 'guardian-angel')
    const accepts = () => story.does('rangi', { kind: 'accept-nomination', nomination, agency: 'O' })
    expect(noticesAsText(story, accepts).filter((one) => one.includes('asks'))).toEqual(['rangi: asks in 0'])
    expect(asksWaitingFor(story.network, 'rangi')).toHaveLength(2)
  })
  test('nobody answers an ask of their own: the only angel’s waits for another', () => {
    const story = networkWithTrio()
    expect(noticesAsText(story, () => putAsk(story, 'margaret'))).toEqual([])
    for (const command of [take, pass, finish])
      expect(story.tries('margaret', command)).toEqual({ kind: 'own-ask' })
    expect(noticesAsText(story, () => makeAngel(story, 'rangi'))).toContain('rangi: asks in 0')
  })
  test('an entrepreneur who is the only angel cannot answer an ask of their own either', () => {
    const story = startNetwork()
    join(story, 'tom', 'Council')
    const nomination = story.id()
    story.does('tom', { kind: 'nominate', nomination, person: 'aroha', role: 'guardian-angel' })
    story.does('aroha', { kind: 'accept-nomination', nomination, agency: 'Health' })
    expect(putAsk(story, 'aroha').tries('aroha', take)).toEqual({ kind: 'own-ask' })
    expect(putAsk(story, 'tom', 'b').tries('aroha', { kind: 'take-ask', ask: 'b' })).toBeUndefined()
  })
})

describe('an angel who steps down or leaves', () => {
  test.each([{ kind: 'step-down', role: 'guardian-angel' } as const, { kind: 'leave' } as const])(
    'with what they took hands it to the other angels, told once ($kind)',
    (going) => {
      const story = putAsk(twoAngels()).does('rangi', take)
      putAsk(story, 'priya', 'b').does('rangi', { kind: 'take-ask', ask: 'b' })
      const news = noticesAsText(story, () => story.does('rangi', going)).filter((one) =>
        one.startsWith('margaret: asks in'),
      )
      expect(news).toEqual(['margaret: asks in 0'])
      expect(asksWaitingFor(story.network, 'margaret')).toHaveLength(2)
    },
  )
  test('leaves no other: the entrepreneur is told, and it waits for the angel who comes', () => {
    const story = putAsk(networkWithTrio()).does('margaret', take)
    const down = { kind: 'step-down', role: 'guardian-angel' } as const
    expect(noticesAsText(story, () => story.does('margaret', down))).toEqual([
      'aroha: gone in 0',
      'margaret: asks changed',
      'tom: ask-answered dropped in 0',
    ])
    expect(stateOf(story)).toBe('open')
    expect(noticesAsText(story, () => makeAngel(story.pass(day), 'rangi'))).toContain('rangi: asks in 0')
  })
  test('leaves no other, and the asker is told that nobody has it any more', () => {
    const story = putAsk(networkWithTrio()).does('margaret', take)
    const down = { kind: 'step-down', role: 'guardian-angel' } as const
    expect(noticesAsText(story, () => story.does('margaret', down))).toContain(
      'tom: ask-answered dropped in 0',
    )
    const other = putAsk(twoAngels()).does('rangi', take)
    expect(noticesAsText(other, () => other.does('rangi', down)).join()).not.toContain('dropped')
    const own = putAsk(networkWithTrio(), 'aroha').does('margaret', take)
    expect(noticesAsText(own, () => own.does('margaret', down)).join()).not.toContain('dropped')
  })
  test('and comes back is told of what is open once more', () => {
    const story = putAsk(networkWithTrio()).does('margaret', { kind: 'step-down', role: 'guardian-angel' })
    expect(noticesAsText(story.pass(day), () => makeAngel(story, 'margaret'))).toContain(
      'margaret: asks in 0',
    )
  })
})

test('asks are the same whether they are decided or folded, and decide changes nothing it is given', () => {
  const story = putAsk(networkWithTrio())
  const before = story.network
  expect(decide(before, take, { now: story.now, by: 'margaret', answers: [] }).kind).toBe('accepted')
  expect(stateOf(story)).toBe('open')
})
