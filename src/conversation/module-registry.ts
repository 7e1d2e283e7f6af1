// Joins modules: finds the command, the action or the form that an inbound names.
import type { ActionHandler, ChatCommand, CommandModule, FormHandler } from './module.ts'

export interface ModuleRegistry {
  /** All commands, in the order of help. */
  readonly commands: readonly ChatCommand[]
  readonly commandsByName: ReadonlyMap<string, ChatCommand>
  /** Commands by the other first words that mean them. */
  readonly commandsByAlias: ReadonlyMap<string, ChatCommand>
  readonly actions: ReadonlyMap<string, ActionHandler>
  readonly forms: ReadonlyMap<string, FormHandler>
}

/** Throws where two modules claim the same command, alias, action or form. */
export function joinModules(modules: readonly CommandModule[]): ModuleRegistry {
  const commands = modules.flatMap((module) => module.commands)
  const commandsByName = new Map<string, ChatCommand>()
  const commandsByAlias = new Map<string, ChatCommand>()
  for (const command of commands) claim(commandsByName, 'command', command.name, command)
  for (const command of commands)
    for (const alias of command.alsoCalled ?? []) {
      if (commandsByName.has(alias)) throw claimedTwice('command', alias)
      claim(commandsByAlias, 'command', alias, command)
    }

  const actions = new Map<string, ActionHandler>()
  const forms = new Map<string, FormHandler>()
  for (const module of modules) {
    for (const [name, action] of actionsOf(module)) claim(actions, 'action', name, action)
    for (const [id, form] of Object.entries(module.forms)) claim(forms, 'form', id, form)
  }
  return { commands, commandsByName, commandsByAlias, actions, forms }
}

/** The actions of a module, and for each of its commands one that runs it, where the module has none of that name. */
function actionsOf(module: CommandModule): ReadonlyMap<string, ActionHandler> {
  const ofCommands = module.commands.map((command) => [command.name, actionFor(command)] as const)
  return new Map<string, ActionHandler>([...ofCommands, ...Object.entries(module.actions)])
}

function actionFor(command: ChatCommand): ActionHandler {
  if (command.needs === 'network') return { needs: 'network', handle: (turn) => command.handle(turn, '') }
  return { needs: 'nothing', scope: command.scope, handle: (turn) => command.handle(turn, '') }
}

function claim<Entry>(entries: Map<string, Entry>, kind: string, name: string, entry: Entry): void {
  if (entries.has(name)) throw claimedTwice(kind, name)
  entries.set(name, entry)
}

function claimedTwice(kind: string, name: string): Error {
  return new Error(`Two modules of the conversation claim the ${kind} “${name}”. Rename one of them.`)
}
