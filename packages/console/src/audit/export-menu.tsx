import { Button, Menu } from '@mantine/core';
import { Download } from '../ui/icons.ts';
import { type AuditLog, exportHref } from './audit-log.ts';
import type { AuditQuery } from './event.ts';

export interface ExportMenuProps {
  readonly log: AuditLog;
  readonly query: AuditQuery;
}

/** All that matches, as a file: the browser asks for it itself, so that it need not fit into the page. */
export function ExportMenu({ log, query }: ExportMenuProps) {
  return (
    <Menu position="bottom-end" shadow="md" width={240}>
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={16} />} flex="none">
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All that matches, however long ago</Menu.Label>
        <Menu.Item component="a" href={exportHref(log, query, 'csv')} download>
          CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item component="a" href={exportHref(log, query, 'ndjson')} download>
          NDJSON, for programs
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
