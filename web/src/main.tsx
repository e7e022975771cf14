import './styles/antd.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/facts.css';
import './styles/source.css';
import './styles/tools.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startTheme } from './lib/theme';

startTheme();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
