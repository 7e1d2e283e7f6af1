// Which tables a query reads or writes, told from Kysely's syntax tree of it.
import {
  type OperationNode,
  OperationNodeTransformer,
  type OrderByItemNode,
  type RawNode,
  type RootOperationNode,
  TableNode,
} from 'kysely'

/** The tables that a query reads; `undefined` when it holds raw SQL, which may read any table. */
export function tablesReadBy(query: RootOperationNode): ReadonlySet<string> | undefined {
  const collector = new TableCollector()
  collector.transformNode(query)
  return collector.hasRawSql ? undefined : collector.tables
}

/**
 * The only table that a query writes to; `undefined` when it may write to others as well. A deletion may take rows of
 * other tables with it (`on delete cascade`), so may a replacing insert, and raw SQL may write anything.
 */
export function onlyTableWrittenBy(query: RootOperationNode): string | undefined {
  switch (query.kind) {
    case 'InsertQueryNode':
      return query.replace || query.orAction ? undefined : nameOf(query.into)
    case 'UpdateQueryNode':
      return nameOf(query.table)
    default:
      return undefined
  }
}

function nameOf(node: OperationNode | undefined): string | undefined {
  return node !== undefined && TableNode.is(node) ? node.table.identifier.name : undefined
}

/** Walks a query as Kysely's own plugins do. Aliases count as tables too, which does no harm. */
class TableCollector extends OperationNodeTransformer {
  readonly tables = new Set<string>()
  hasRawSql = false

  protected override transformTable(node: TableNode): TableNode {
    this.tables.add(node.table.identifier.name)
    return node
  }

  protected override transformRaw(node: RawNode): RawNode {
    this.hasRawSql = true
    return node
  }

  /** Kysely writes `asc` and `desc` as raw SQL, so only what is ordered by is looked at. */
  protected override transformOrderByItem(node: OrderByItemNode): OrderByItemNode {
    this.transformNode(node.orderBy)
    return node
  }
}
