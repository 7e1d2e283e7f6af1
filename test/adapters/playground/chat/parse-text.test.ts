// Mentions in typed text are found, in linear time.
import { expect, test } from 'vitest'
import { mentionsIn, withoutBotAddress } from '../../../../adapters/playground/chat/parse-text.ts'
import { aroha, person, tom } from '../harness.ts'

const usersIn = (text: string, speaker = aroha) =>
  mentionsIn(text, person(speaker)).map(({ user }) => user.user)

test('a full name after an @ is a mention of someone in the same workspace', () => {
  expect(usersIn('role @Priya Raman and @Grace Lim')).toEqual(['priya-raman', 'grace-lim'])
  expect(usersIn('role @Tom Hēnare')).toEqual([])
  expect(usersIn('role @Mele Fonua', tom)).toEqual(['mele-fonua'])
})
test('the text of a mention is what was typed', () => {
  expect(mentionsIn('ask @PRIYA raman.', person(aroha))).toMatchObject([{ text: '@PRIYA raman' }])
})
test('macrons may be left out or typed as combining characters', () => {
  expect(usersIn('@Hone Puriri', tom)).toEqual(['hone-puriri'])
  expect(usersIn('@Hone Pūriri'.normalize('NFD'), tom)).toEqual(['hone-puriri'])
})
test('part of a longer name, or a name without @, mentions nobody', () => {
  expect(usersIn('@Priya Ramanujan Priya Raman @Priya')).toEqual([])
})
test('the same person twice is one mention', () => {
  expect(usersIn('@Grace Lim @Grace Lim')).toEqual(['grace-lim'])
})
test('100 KB of text that almost mentions someone is read within 50 ms', () => {
  const text = '@Priya Rama '.repeat(8500) + '@On the Table '.repeat(10)
  const times = [1, 2, 3].map(() => {
    const start = performance.now()
    expect(mentionsIn(withoutBotAddress(text), person(aroha))).toEqual([])
    return performance.now() - start
  })
  expect(Math.min(...times)).toBeLessThan(50)
})
