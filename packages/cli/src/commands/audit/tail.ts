import { type Command, Option } from 'commander';
import { type AuditEvent, type AuditFilter, type AuditSource, readerOf } from '../../audit/audit-log.ts';
import { eventColumns } from '../../audit/event-columns.ts';
import { followEvents } from '../../audit/follow-events.ts';
import type { Invocation } from '../../invocation.ts';
import { collectPages } from '../../options/collect-pages.ts';
import { addExamples } from '../../options/examples.ts';
import { countParser } from '../../options/parsers.ts';

interface Options extends AuditSource, Pick<AuditFilter, 'kind' | 'action'> {
  readonly limit: number;
  readonly follow?: boolean;
  readonly interval: number;
}

export function addTail(audit: Command, run: Invocation): void {
  const tail = audit
    .command('tail')
    .description('The newest events of a log, the newest last: yours, unless another one is named')
    .addOption(new Option('--organization <slug>', 'the log of an organization').conflicts(['project', 'admin']))
    .addOption(new Option('--project <id>', 'the log of a project').conflicts(['organization', 'admin']))
    .addOption(new Option('--admin', 'the log of the instance'))
    .addOption(new Option('--kind <kind>', 'only events of this kind').choices(['use', 'refusal', 'change']))
    .option('--action <action>', 'only this action, such as pat.mint')
    .option('--limit <count>', 'how many to begin with', countParser(1, 10_000), 20)
    .option('-f, --follow', 'go on with new events as they come, without those of its own looking')
    .option('--interval <seconds>', 'how often to look', countParser(1, 3_600), 5)
    .action((options: Options) => tailEvents(run, options));
  addExamples(
    tail,
    'keywright audit tail --kind change',
    'keywright audit tail --project 01M805BENY3ZEPYAXH5KC6Z4KD --follow --json | jq -r .action',
  );
}

async function tailEvents(run: Invocation, options: Options): Promise<void> {
  const { kind, action, limit, follow, interval } = options;
  const filter = { ...(kind === undefined ? {} : { kind }), ...(action === undefined ? {} : { action }) };
  // Looking is itself a use of a token. By this name its own events are told from everybody else’s.
  const userAgent = follow === true ? `${run.userAgent()} (${run.shell.randomId()})` : run.userAgent();
  const read = readerOf(run.connect(userAgent), options, filter);
  const { data } = await collectPages(read, limit);
  await show(run, data.slice(0, limit).reverse(), userAgent);
  if (follow !== true) return;
  const onGap = () =>
    run.output.warn('EVENTS_SKIPPED', 'More events came than are read in one look: some are left out.');
  const last = data.reduce((greatest, { id }) => (BigInt(id) > greatest ? BigInt(id) : greatest), 0n);
  const following = followEvents(read, last, { intervalMs: interval * 1_000, sleep: run.shell.sleep, onGap });
  for await (const events of following) await show(run, events, userAgent);
}

async function show(run: Invocation, events: readonly AuditEvent[], ownAgent: string): Promise<void> {
  const others = events.filter((event) => event.userAgent !== ownAgent || event.kind === 'change');
  for (const event of others) await run.output.entry(event, eventColumns);
}
