// The platforms that the process knows. A new one is a folder beside this file and an entry in this table.
import type { AdapterDescriptor } from '../src/chat/adapter-descriptor.ts'
import { playground } from './playground/descriptor.ts'
import { slack } from './slack/descriptor.ts'
import { teams } from './teams/descriptor.ts'

/** The playground comes last, since it also runs when no platform before it is configured. */
export const adapters: readonly AdapterDescriptor[] = [slack, teams, playground]
