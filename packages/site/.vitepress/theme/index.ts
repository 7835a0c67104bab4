import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import CostCalculator from './CostCalculator.vue';
import FigureHistory from './FigureHistory.vue';
import MermaidDiagram from './MermaidDiagram.vue';
import SimulationRun from './SimulationRun.vue';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('CostCalculator', CostCalculator);
    app.component('FigureHistory', FigureHistory);
    app.component('MermaidDiagram', MermaidDiagram);
    app.component('SimulationRun', SimulationRun);
  },
};

// VitePress takes the theme as a default export: https://vitepress.dev/guide/custom-theme
export default theme;
