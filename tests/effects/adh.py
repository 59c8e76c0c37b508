"""Commuting zones of the United States and imports from China: the data of Autor, Dorn and Hanson (2013)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reference import reference

CONTROLS = ["l_shind_manuf_cbp", "l_sh_popedu_c", "l_sh_popfborn", "l_sh_empl_f", "l_sh_routine33", "l_task_outsource"]


def zones():
    """Regions, shares (region, sector), sector clusters, controls with a constant and dummies."""
    regions = pd.read_csv(reference("refdata/C_panel/adh_reg.csv.gz"))
    sparse = pd.read_csv(reference("refdata/C_panel/adh_W_sparse.csv.gz"))
    sectors = pd.read_csv(reference("refdata/C_panel/adh_sectors.csv"))
    shares = np.zeros((len(regions), len(sectors)))
    shares[sparse["region"] - 1, sparse["sector"] - 1] = sparse["share"]
    divisions = pd.get_dummies(regions["division"]).to_numpy(float)
    plain = regions[["t2", *CONTROLS]].to_numpy(float)
    controls = np.column_stack([plain, divisions])
    return regions, shares, sectors["sic"].to_numpy() // 10, controls
