"""Pictures that are drawn from a sweep, with the sweep that they ask for."""

from __future__ import annotations

import dataclasses

import numpy as np

import gradviz
from gradviz.charts import CHARTS


def swept(name, *experiments, **options):
    """Return the sweep that a picture asks for."""
    grid = CHARTS[name].asks(*experiments, **options)
    return gradviz.sweep(grid.experiment, seeds=range(grid.seeds), **dict(grid.fields))


def drawn(name, *experiments, **options):
    """Return a picture with its whole sweep."""
    results = [gradviz.run(experiment) for experiment in experiments]
    return CHARTS[name](*results, sweep=swept(name, *experiments, **options), **options)


def holed(sweep, known):
    """Return a sweep of which only the configurations are there that ``known`` (*axes) says."""
    norms = np.where(known[..., None], sweep.log10_grad_hidden, np.nan)
    return dataclasses.replace(sweep, log10_grad_hidden=norms)


def one_by_one(experiment, seeds, **fields):
    """Return log10 ‖∂L/∂h_t‖ of single runs with each of the seeds, shape (seeds, T + 1)."""
    asked = [experiment.replace(**fields, seed=seed) for seed in range(seeds)]
    return np.array([gradviz.run(each).log10_grad_hidden[-1, :, 0] for each in asked])
