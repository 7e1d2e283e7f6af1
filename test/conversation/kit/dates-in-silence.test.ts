// No word of a date is dropped in silence: strange words in good phrases are always named as not understood.
import { expect, test } from 'vitest'
import { parseDate, parseMeetingTime } from '../../../src/conversation/kit/parse-date.ts'

/** It is Tuesday 24 November 2026, 10:00 in Auckland. */
const now = Date.parse('2026-11-23T21:00:00Z')
const zone = 'Pacific/Auckland'

const phrases = [
  'Thu 2pm',
  'thursday at 2pm',
  'tomorrow 10am',
  'tomorrow at 10',
  '3 December 10:00',
  '3rd of December, 10am',
  'every second Tuesday 10:00',
  'fortnightly Wednesday 1pm',
  'Thu 2pm for 90 minutes',
  'Thu 2pm to 4pm',
  'Thu 2-3.30pm',
  'the 10th at 9',
  'Thursday week 2pm',
  'christmas day 10am',
  'Thursday half past two',
  'Thu 2pm AEST',
  'Rāpare 2pm',
  '2026-12-03 14:00',
]
const strangeWords =
  'not or maybe after before about around unless except either nor without if when they can room 4b NZX XYZ between except Aroha kitchen zoom ish-ish biscuits fortnightish quarterly Ostern sometime ASAP first'.split(
    ' ',
  )

/** Numbers that look like chance and are the same in every run. */
function* numbers(seed: number): Generator<number> {
  let state = seed
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state / 2_147_483_648
  }
}

test.each(['future', 'past'] as const)('a strange word is named, wherever it stands (%s)', (towards) => {
  const random = numbers(7)
  const next = () => random.next().value ?? 0
  for (let run = 0; run < 1_500; run += 1) {
    const words = (phrases[Math.floor(next() * phrases.length)] ?? '').split(' ')
    const strange = strangeWords[Math.floor(next() * strangeWords.length)] ?? ''
    const at = Math.floor(next() * (words.length + 1))
    const text = [...words.slice(0, at), strange, ...words.slice(at)].join(' ')
    const read = parseMeetingTime(text, { now, zone, towards })
    if (read.kind === 'not-understood') continue
    expect(read, text).toMatchObject({ kind: 'partly', unread: expect.stringContaining(strange) })
  }
})

test('a known word at a wrong place changes the reading or is named', () => {
  const known = 'last 3pm in ago 12 2027 noon weekly Sunday June morning'.split(' ')
  for (const phrase of phrases)
    for (const word of known) {
      const good = parseMeetingTime(phrase, { now, zone, towards: 'future' })
      for (const text of [`${word} ${phrase}`, `${phrase} ${word}`]) {
        const read = parseMeetingTime(text, { now, zone, towards: 'future' })
        if (read.kind === 'understood' && !(word === 'morning' && /10/.test(phrase)))
          expect(read, text).not.toEqual(good)
      }
    }
})

test('a plain date with a word too many is not read', () => {
  for (const date of ['30 June', 'end of June', 'Friday', '2027-06-30', 'Christmas', 'the 3rd'])
    for (const word of strangeWords) {
      expect(parseDate(`${date} ${word}`, now, zone), `${date} ${word}`).toBeUndefined()
      expect(parseDate(`${word} ${date}`, now, zone), `${word} ${date}`).toBeUndefined()
    }
})
