import type { Command } from 'commander';

export function addScanCommand(program: Command): void {
  program
    .command('scan')
    .description('look in all files of a folder for texts that must not be there, such as passwords')
    .argument('<folder>', 'such as reports/latest')
    .argument('[values...]', 'the texts; without any, each line of the standard input')
    .action(async (folder: string, values: string[]) => {
      const { scan } = await import('./scan.ts');
      process.exitCode = await scan(folder, values);
    });
}
