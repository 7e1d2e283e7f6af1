// Joining the modules of the conversation, and what the real ones give.
import { expect, test } from 'vitest'
import { actionNames } from '../../src/conversation/action-names.ts'
import type { ChatCommand, CommandModule } from '../../src/conversation/module.ts'
import { joinModules } from '../../src/conversation/module-registry.ts'
import { modules } from '../../src/conversation/modules.ts'

const nothing = () => ({ kind: 'link', step: { do: 'show' } }) as const

function command(name: string, attributes: Partial<ChatCommand> = {}): ChatCommand {
  return { name, help: 'helps', needs: 'nothing', handle: nothing, ...attributes } as ChatCommand
}

function moduleWith(parts: Partial<CommandModule>): CommandModule {
  return { commands: [], actions: {}, forms: {}, ...parts }
}

test.each<[string, CommandModule, CommandModule]>([
  ['command “put”', moduleWith({ commands: [command('put')] }), moduleWith({ commands: [command('put')] })],
  [
    'command “put”',
    moduleWith({ commands: [command('put')] }),
    moduleWith({ commands: [command('table', { alsoCalled: ['put'] })] }),
  ],
  [
    'command “add”',
    moduleWith({ commands: [command('put', { alsoCalled: ['add'] })] }),
    moduleWith({ commands: [command('table', { alsoCalled: ['add'] })] }),
  ],
  [
    'action “put”',
    moduleWith({ commands: [command('put')] }),
    moduleWith({ actions: { put: { needs: 'nothing', handle: nothing } } }),
  ],
  [
    'action “mine”',
    moduleWith({ actions: { mine: { needs: 'nothing', handle: nothing } } }),
    moduleWith({ actions: { mine: { needs: 'nothing', handle: nothing } } }),
  ],
  [
    'form “put”',
    moduleWith({ forms: { put: { needs: 'nothing', handle: nothing } } }),
    moduleWith({ forms: { put: { needs: 'nothing', handle: nothing } } }),
  ],
])('two modules cannot both claim the %s', (claimed, one, other) => {
  expect(() => joinModules([one, other])).toThrow(`claim the ${claimed}`)
  expect(joinModules([one]).commands).toEqual(one.commands)
})

test('a command can be pressed, and the action of that name in its module goes before it', () => {
  const press = { needs: 'nothing', handle: nothing } as const
  const joined = joinModules([
    moduleWith({ commands: [command('put'), command('table')], actions: { put: press } }),
  ])
  expect(joined.actions.get('put')).toBe(press)
  expect(joined.actions.get('table')?.needs).toBe('nothing')
})

test('every action that a button can have is answered', () => {
  const outsideModules = ['in', 'say', 'send-again']
  const unanswered = actionNames.filter((name) => !modules.actions.has(name))
  expect(unanswered).toEqual(outsideModules)
})
