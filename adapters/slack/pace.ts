// The pace of messages: about one a second to a channel, in order, and nothing to whom has asked for quiet.

export interface Pace {
  /** How long to wait before the next message to the channel, in milliseconds; 0 takes the turn. */
  turn(workspace: string, channel: string): number
  /** The workspace asked for quiet for so long. */
  quiet(workspace: string, milliseconds: number): void
}

/** Slack takes one message a second in a channel, and short bursts. */
const every = 1_000
const burst = 3
/** Channels that have had their turn long ago are forgotten beyond this number. */
const most = 10_000

export function createPace(now: () => number): Pace {
  /** When each channel's allowance will be whole again. */
  const whole = new Map<string, number>()
  const quietUntil = new Map<string, number>()

  return {
    turn(workspace, channel) {
      const at = now()
      const quiet = (quietUntil.get(workspace) ?? 0) - at
      if (quiet > 0) return quiet
      const key = `${workspace} ${channel}`
      const from = Math.max(whole.get(key) ?? 0, at)
      const wait = from - at - (burst - 1) * every
      if (wait > 0) return wait
      whole.delete(key)
      whole.set(key, from + every)
      if (whole.size > most) for (const [old, until] of whole) if (until <= at) whole.delete(old)
      return 0
    },
    quiet(workspace, milliseconds) {
      quietUntil.set(workspace, Math.max(quietUntil.get(workspace) ?? 0, now() + milliseconds))
    },
  }
}
