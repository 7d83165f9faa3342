import { journey } from 'footfall';
import { clicking, searching } from '../../kind.ts';

journey('hurried', async ({ user }) => {
  await user.step('search', searching('rush', { selector: '.hit' }));
});

journey('careful', async ({ user }) => {
  await user.step('search', searching('rush', { selector: '.hit', gone: '.skeleton' }));
});

journey('astray', async ({ user }) => {
  await user.step('open', clicking('.nowhere', {}));
});
