// The playground's settings, and how it is opened.
import {
  type AdapterDescriptor,
  SettingError,
  type SettingsContext,
} from '../../src/chat/adapter-descriptor.ts'
import { optionalSwitch } from '../shared/settings.ts'

const variables = { PLAYGROUND: optionalSwitch }

/** The name under which its state is kept. */
const stateName = 'playground'

export const playground: AdapterDescriptor<typeof variables, object> = {
  name: 'playground',
  variables,
  hints: { PLAYGROUND: '1, or not set' },
  movesClock: true,

  /** It runs by itself when no platform is configured, otherwise when it is asked for. */
  configure({ PLAYGROUND }, context) {
    const isAskedFor = PLAYGROUND === '1'
    if (!isAskedFor && context.hasOtherPlatform) return undefined
    refuseInProduction(isAskedFor, context)
    return {}
  },

  async open(_, { keyValueStore, rehearsal, pause }) {
    const { createPlayground } = await import('./index.ts')
    const { app, ...adapter } = createPlayground({
      clock: rehearsal,
      settled: rehearsal.settle,
      stateStorage: {
        load: () => keyValueStore.load(stateName),
        save: (text) => keyValueStore.save(stateName, text),
      },
      startAfresh: rehearsal.startAfresh,
      pause,
    })
    return {
      ...adapter,
      http: {
        kind: 'local',
        fetch: app.fetch,
        announcement: (url) => `Open ${url} in your browser.`,
      },
    }
  },
}

function refuseInProduction(isAskedFor: boolean, { isProduction }: SettingsContext): void {
  if (!isProduction) return
  if (isAskedFor)
    throw new SettingError(
      'The playground lets anyone be anyone, so it does not run with NODE_ENV=production: remove PLAYGROUND=1.',
    )
  throw new SettingError(
    'No place to chat is configured, and the playground does not run with NODE_ENV=production: unset NODE_ENV to try it.',
  )
}
