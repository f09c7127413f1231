#!/usr/bin/env node
import { thisMachine } from './machine/this-machine.ts';
import { run } from './run.ts';

process.exitCode = await run(thisMachine, process.argv.slice(2));
