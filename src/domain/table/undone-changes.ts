// Undoing at once what somebody did with a resource: put it, changed it, used it or took it back.

import { accepted, noChange, refused } from '../decision.ts'
import type { Decide } from '../module.ts'
import { undoWindow } from '../taken-back.ts'
import { decideOnOwn } from './table.ts'

export const undoneChangesDecide: Decide<'undo-put' | 'undo-edit' | 'undo-change'> = {
  'undo-put'(network, { resource }, { now, by }) {
    const known = network.resources.get(resource)
    if (known === undefined || known.by !== by) return refused({ kind: 'no-such-resource' })
    if (known.state === 'struck') return noChange
    if (now > known.at + undoWindow) return refused({ kind: 'too-late-to-undo' })
    if (known.state !== 'on-the-table' && known.state !== 'offered')
      return refused({ kind: 'not-on-the-table' })
    return accepted({ kind: 'resource-struck', resource })
  },

  'undo-edit': (network, { resource }, { now, by }) =>
    decideOnOwn(network, { resource, by }, ({ edited, state }) => {
      if (edited === undefined) return noChange
      if (edited.by !== by) return refused({ kind: 'changed-since' })
      if (state === 'withdrawn' || state === 'struck') return refused({ kind: 'not-on-the-table' })
      if (now > edited.at + undoWindow) return refused({ kind: 'too-late-to-undo' })
      return accepted({ kind: 'resource-change-undone', resource, offer: edited.offer })
    }),

  'undo-change': (network, { resource, from }, { now, by }) =>
    decideOnOwn(network, { resource, by }, ({ state, was }) => {
      if (was === undefined) return noChange
      if (state !== from) return refused({ kind: 'not-on-the-table' })
      if (was.by !== by) return refused({ kind: 'changed-since' })
      if (now > was.at + undoWindow) return refused({ kind: 'too-late-to-undo' })
      return accepted({ kind: 'resource-restored', resource, state: was.state })
    }),
}
