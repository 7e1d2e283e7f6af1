// Starting a network through the form, for tests in which its moment and outcome do not matter.
import type { Address, Profile } from '../../../src/chat/address.ts'
import { formOf, type TestBot } from '../bot-harness.ts'

interface NewNetwork {
  readonly by: Profile
  readonly place: Address
  readonly name: string
}

export async function startNetwork(bot: TestBot, { by, place, name }: NewNetwork): Promise<void> {
  const form = formOf(await bot.say(by, place, `start ${name}`))
  await bot.submit(by, place, form, { moment: 'It flooded', outcome: 'Dry homes', agency: 'Health' })
}
