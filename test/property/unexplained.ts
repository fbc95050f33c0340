import { nameKeys, nameOf, plants, type Plant } from './files.ts';
import { holds, type Ingredient } from './ingredient.ts';
import { above, clearanceOf, labelOfPlant, standstill, type Moment } from './oracle.ts';

const allPlants: readonly Plant[] = Object.values(plants);

/**
 * What is in some bodies that nothing explains that may be received.
 * @param ingredients what was asked with
 * @returns undefined where all is explained.
 */
export function unexplained(bodies: readonly string[], ingredients: readonly Ingredient[], moment: Moment): string | undefined {
  const clearance = clearanceOf(moment);
  const halt = standstill(moment);
  if (bodies.length > 0 && halt !== undefined) return `was sent although ${halt}`;
  const allowed = ingredients.filter(({ labelAt }) => !above(labelAt(moment), clearance)).map(({ text }) => text);
  for (const body of bodies) {
    for (const key of nameKeys) {
      const { canary } = nameOf(key);
      if (body.includes(canary) && !allowed.some((text) => text.includes(canary))) return `carried ${key}; ${goesTo(moment)}`;
    }
    for (const plant of allPlants) {
      if (holds(body, plant) && above(labelOfPlant(moment, plant), clearance)) return `carried the ${plant.kind} ${plant.value}; ${goesTo(moment)}`;
    }
  }
  return undefined;
}

export function goesTo(moment: Moment): string {
  return `${moment.to} may receive ${clearanceOf(moment)} at most`;
}
