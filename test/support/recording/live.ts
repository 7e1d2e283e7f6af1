// Plays the scenes of the database that is recorded: first while the chat can be reached, then while it cannot.
import type { SendResult } from '../../../src/chat/adapter.ts'
import { hour } from '../../../src/domain/core/time.ts'
import type { TestBot } from '../bot-harness.ts'
import { tellTwoYearStory } from '../stories/two-year-bot-story.ts'
import {
  close,
  everything,
  extend,
  leaveOpen,
  meetWithNothingOnTheTable,
  moveMeeting,
  planMeeting,
  proposeGoingPublic,
  reopen,
} from './deeds.ts'
import { Scene, type Watch } from './scene.ts'

const names = [
  'North Shore',
  'East Bay',
  'West Bank',
  'South Creek',
  'Dark Corner',
  'Old Mill',
  'New Mill',
] as const

export interface RecordedNetworks {
  readonly scenes: Readonly<Record<(typeof names)[number], Scene>>
  /** The code of an open invitation to East Bay. */
  readonly code: string
}

const connectionBroken: SendResult = { kind: 'unknown', why: 'The connection broke.' }
const channelRefused: SendResult = {
  kind: 'failed',
  why: 'not_in_channel: the app is not in that channel; add it there.',
}
const chatDown: SendResult = { kind: 'later', wait: hour, why: 'The chat is down.' }
/** How many sends fail at most while the chat is down; more than there are. */
const attempts = 50_000

/** This is a Monday, at nine in Auckland. */
const monday = Date.parse('2026-09-06T21:00:00Z')

export async function playScenes(bot: TestBot, watch: Watch): Promise<RecordedNetworks> {
  const scenes = Object.fromEntries(
    names.map((name) => [name, new Scene(bot, name, watch)]),
  ) as RecordedNetworks['scenes']
  await tellTwoYearStory(bot)
  await bot.forward(monday - bot.now())
  await everything(scenes['North Shore'])
  await bot.deliver()
  const planned = await planMeeting(scenes['North Shore'])
  // One of the two homes refuses the message, and whether it reached the other is unknown.
  bot.fates.push(connectionBroken, channelRefused, ...Array<SendResult>(attempts).fill(chatDown))
  await planMeeting(scenes['North Shore'])
  await moveMeeting(scenes['North Shore'], planned)
  await everything(scenes['East Bay'])
  await meetWithNothingOnTheTable(scenes['West Bank'], 6)
  await extend(scenes['West Bank'])
  await proposeGoingPublic(scenes['West Bank'])
  await meetWithNothingOnTheTable(scenes['South Creek'], 6)
  await meetWithNothingOnTheTable(scenes['Dark Corner'], 4)
  await close(scenes['Old Mill'])
  await close(scenes['New Mill'])
  await reopen(scenes['New Mill'])
  const code = await leaveOpen(scenes['East Bay'])
  if (bot.fates.length === 0) throw new Error('The chat could be reached again too early.')
  return { scenes, code }
}
