// How a platform introduces itself to the process: its settings, what it needs to run, and what it serves over HTTP.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { InferOutput, ObjectEntries, ObjectSchema } from 'valibot'
import type { ChatAdapter } from './adapter.ts'
import type { PlatformEvent } from './platform-event.ts'

/**
 * One platform. The module that exports it is loaded at every start, so it must be cheap: whatever is heavy is
 * imported within `open`. A descriptor of any platform is an `AdapterDescriptor` without type arguments.
 */
export interface AdapterDescriptor<
  Entries extends ObjectEntries = ObjectEntries,
  Settings extends object = object,
> {
  /** The name of the platform in addresses, such as `Channel.platform`. */
  readonly name: string
  /** The environment variables that are this platform's own. Their names are unique among all platforms. */
  readonly variables: Entries
  /** What each variable must be. It completes the sentence "The setting X cannot be used: it must be …". */
  readonly hints: { readonly [Variable in keyof Entries]: string }
  /** Whether the clock of the whole process can be moved by hand while this platform runs. */
  readonly movesClock: boolean
  /** Returns `undefined` when the platform is not configured; throws a `SettingError` when settings do not fit together. */
  configure(given: Given<Entries>, context: SettingsContext): Settings | undefined
  /** Rejects with a `SettingError` when the platform turns out not to accept a setting. */
  open(settings: Settings, context: AdapterContext): Promise<OpenAdapter>
}

/** The variables that are set, parsed. */
export type Given<Entries extends ObjectEntries> = InferOutput<ObjectSchema<Entries, undefined>>

/** A setting that cannot be used. Its message is one line, which says what to do; it never repeats the value. */
export class SettingError extends Error {}

export interface SettingsContext {
  /** `NODE_ENV` is `production`. */
  readonly isProduction: boolean
  /** There is a key, so that `AdapterContext.secrets` can keep something. */
  readonly hasEncryptionKey: boolean
  /** A platform that stands earlier in the table is configured. */
  readonly hasOtherPlatform: boolean
  /** `alternative` follows the name of the setting, such as ` (or OTHER_SETTING)`. */
  missing(setting: string, alternative?: string): SettingError
}

/** What every platform may use. All instants are milliseconds since 1970. */
export interface AdapterContext {
  readonly keyValueStore: KeyValueStore
  readonly secrets: SecretStore
  readonly processedIds: ProcessedIds
  readonly onPlatformEvent: (change: PlatformEvent) => Promise<void>
  /** The machine's own time, which signatures and tokens keep to, however far a rehearsal has moved the clock. */
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  readonly withTimeout: WithTimeout
  readonly log: { error(about: object, sentence: string): void }
  readonly rehearsal: Rehearsal
}

/** Small texts by name, which survive a restart. */
export interface KeyValueStore {
  load(name: string): Promise<string | undefined>
  save(name: string, text: string): Promise<void>
  forget(name: string): Promise<void>
}

/** Small secret texts by name, encrypted at rest. */
export interface SecretStore {
  read(name: string): Promise<string | undefined>
  write(name: string, text: string): Promise<void>
  remove(name: string): Promise<void>
  /** Returns whether the caller now holds the name, for that many milliseconds. */
  acquireLock(name: string, milliseconds: number): Promise<boolean>
  releaseLock(name: string): Promise<void>
}

/** Ids of deliveries that were handled already, kept for seven days and shared by all processes. */
export interface ProcessedIds {
  has(id: string): Promise<boolean>
  add(id: string): Promise<void>
}

/** Resolves to `undefined` when the work takes longer; the work itself goes on. */
export type WithTimeout = <T>(milliseconds: number, work: Promise<T>) => Promise<T | undefined>

/** The bot's clock, for a platform that moves it. */
export interface Rehearsal {
  now(): number
  /** The next instant at which anything is due; `undefined` when nothing is. */
  nextDue(): Promise<number | undefined>
  /** Resolves once everything due on the way has been done and delivered. */
  forwardTo(instant: number): Promise<void>
  /** Resolves once everything due now has been done and delivered. */
  settle(): Promise<void>
  /** Erases everything of this platform and sets the clock back to the machine's time. */
  startAfresh(): Promise<void>
}

export interface OpenAdapter extends ChatAdapter {
  readonly http: PublicHttp | LocalHttp
}

/** Requests of the platform itself, which reach the public listener. */
export interface PublicHttp {
  readonly kind: 'public'
  /** Requests whose path begins like this are handled here, such as `/slack/`. */
  readonly pathPrefix: string
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Nobody who sends is checked, so the listener is reachable from this machine only. */
  readonly onlyThisMachine: boolean
  /** What is printed once the server listens at `url`, as a whole sentence. */
  announcement(url: string): string
}

/** A page for whoever sits at this machine. It never shares a port with what the world can reach. */
export interface LocalHttp {
  readonly kind: 'local'
  fetch(request: Request, environment?: object): Response | Promise<Response>
  announcement(url: string): string
}
