// Each picture of a network of 60 people over two years: how long it takes, and how long nothing else can run meanwhile.
import { twoYearJournal } from '../test/support/stories/two-year-journal.ts'
import { type Figure, percentile } from './report.ts'

const kinds = ['timeline', 'table', 'bonds'] as const

export async function pictureFigures(): Promise<readonly Figure[]> {
  const { network, entries, now } = twoYearJournal({ people: 60, weeks: 104 })
  const people = new Map(
    [...network.people.keys()].map((id) => [id, { id, name: `Name of ${id}`, users: [] }]),
  )
  const subject = { network, entries, people, now, reader: { zone: 'Pacific/Auckland', locale: 'en-NZ' } }
  const begun = performance.now()
  const { renderPicture, pictureOf } = await import('../src/pictures/picture.ts')
  await pictureOf('timeline', subject)
  const first = performance.now() - begun
  const whole: number[] = []
  const blocked: number[] = []
  for (let round = 0; round < 11; round += 1)
    for (const of of kinds) {
      const start = performance.now()
      renderPicture(of, subject)
      const mid = performance.now()
      await pictureOf(of, subject)
      blocked.push(mid - start)
      whole.push(performance.now() - mid)
    }
  const common = { unit: 'ms', good: 'at most' as const }
  return [
    {
      what: 'a picture of 60 people over two years, p95',
      measured: percentile(whole, 0.95),
      limit: 300,
      ...common,
    },
    { what: 'the first one, with what draws it loaded', measured: first, limit: 300, ...common },
    {
      what: 'a picture in the way of all else, p95',
      measured: percentile(blocked, 0.95),
      limit: 50,
      ...common,
    },
  ]
}
