#!/usr/bin/env node
import { thisMachine } from './machine/this-machine.ts';
import { run } from './run.ts';

const exitCode = await run(thisMachine, process.argv.slice(2));
if (exitCode !== undefined) process.exitCode = exitCode;
