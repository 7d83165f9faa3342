import { cleanOutput } from '../store/clean.ts';
import { runProgram } from './program.ts';

cleanOutput();
process.exitCode = await runProgram(process.argv.slice(2));
