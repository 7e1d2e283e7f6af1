// Listeners: what people do in Slack becomes an inbound, and the bot's reply becomes what they see.
import { registerAppHome } from './app-home.ts'
import { registerBlockActions } from './block-actions.ts'
import type { ListenerContext } from './listener-context.ts'
import { registerMessages } from './messages.ts'
import { registerShortcuts } from './shortcuts.ts'
import { registerCommands } from './slash-commands.ts'
import { registerViewSubmissions } from './view-submissions.ts'

export function registerListeners(context: ListenerContext): void {
  registerCommands(context)
  registerShortcuts(context)
  registerMessages(context)
  registerAppHome(context)
  registerBlockActions(context)
  registerViewSubmissions(context)
}
