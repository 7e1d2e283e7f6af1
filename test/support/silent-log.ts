// A log that drops every line.
import type { Log } from '../../src/util/log.ts'

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
