"""Principal components of indicators and the weights that can be made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.screening import figures, refuse_flat


class FromComponents(Enum):
    """How principal components become weights."""

    FIRST = "first"
    """The first eigenvector as it is: unit length, negative entries where an indicator runs against the others."""
    FIRST_SQUARED = "first squared"
    """Its squares, which sum to 1: shares of the first component."""
    ROTATED = "rotated"
    """Squared loadings of rotated components, scaled to sum to 1 within each component; each indicator belongs to
    the component where its scaled one is largest, components count by the variance they explain (Nicoletti,
    Scarpetta and Boylaud 2000; Handbook, step 6)."""


@dataclass(frozen=True)
class Components:
    """Principal components of indicators."""

    values: Floats
    """(component,) variances, falling."""
    vectors: Floats
    """(indicator, component), unit length; the sign is such that the entries of each sum to 0 or more."""
    share: Floats
    """(component,) shares of the variance."""

    @property
    def loadings(self) -> Floats:
        """(indicator, component): eigenvectors times the root of the eigenvalue, correlations if standardised."""
        found: Floats = self.vectors * np.sqrt(np.maximum(self.values, 0.0))
        return found

    def scores(self, values: Floats) -> Floats:
        """(unit, component) of standardised or centred figures."""
        found: Floats = values @ self.vectors
        return found


def components(values: Floats, *, standardised: bool = True) -> Components:
    """Principal components of the indicators, over units that have all figures.

    Parameters
    ----------
    values : (unit, indicator) floats
        Figures; units with gaps are left out.
    standardised : bool
        Of the correlation matrix; otherwise of the covariance matrix (n - 1).

    References
    ----------
    Jolliffe (2002), Principal Component Analysis.

    Examples
    --------
    >>> found = components(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]))
    >>> found.share.round(12) + 0.0, found.vectors[:, 0].round(4)
    (array([1., 0.]), array([0.7071, 0.7071]))
    """
    values = _complete(values)
    spread = values.std(axis=0, ddof=1) if standardised else np.ones(values.shape[1])
    centred = (values - values.mean(axis=0)) / spread
    size, axes = np.linalg.eigh(centred.T @ centred / (len(values) - 1))
    size, axes = np.maximum(size[::-1], 0.0), axes[:, ::-1]
    return Components(size, _signed(axes), size / size.sum())


def rotated(loadings: Floats, tolerance: float = 1e-12, most_steps: int = 1000) -> Floats:
    """Loadings turned by varimax, with Kaiser's normalisation: each indicator loads on few components.

    Parameters
    ----------
    loadings : (indicator, component) floats
        Unrotated loadings of the components kept.

    References
    ----------
    Kaiser (1958), Psychometrika 23(3), 187-200.

    Examples
    --------
    >>> turned = rotated(np.array([[0.8, 0.6], [0.8, -0.6]]))
    >>> np.abs(turned).round(6)
    array([[0.989949, 0.141421],
           [0.141421, 0.989949]])
    """
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    now = np.divide(loadings, length, out=np.zeros_like(loadings), where=length > 0)
    n, k = now.shape
    # Two components at a time are turned by the angle that is best for them, until none turns any more.
    for _ in range(most_steps):
        turned = 0.0
        for p in range(k - 1):
            for q in range(p + 1, k):
                u, v = now[:, p] ** 2 - now[:, q] ** 2, 2 * now[:, p] * now[:, q]
                across = 2 * (u * v).sum() - 2 * u.sum() * v.sum() / n
                along = (u**2 - v**2).sum() - (u.sum() ** 2 - v.sum() ** 2) / n
                angle = np.arctan2(across, along) / 4
                turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
                now[:, [p, q]] = now[:, [p, q]] @ turn
                turned = max(turned, abs(float(angle)))
        if turned < tolerance:
            break
    return _signed(now * length)


def component_weights(values: Floats, how: FromComponents = FromComponents.FIRST, kept: int | None = None) -> Floats:
    """Weights from the principal components of the correlation matrix.

    Parameters
    ----------
    values : (unit, indicator) floats
        Scores; units with gaps are left out.
    how : FromComponents
        First component or all that are kept, rotated.
    kept : int
        Components for ROTATED; if left out those with a variance above 1 (Kaiser).

    Returns
    -------
    (indicator,) floats
        Sum to 1, except FIRST which is of unit length and may have negative entries.

    References
    ----------
    OECD, JRC (2008), Handbook on Constructing Composite Indicators, step 6, tables of loadings and weights.
    Nicoletti, Scarpetta, Boylaud (2000), OECD Economics Department Working Papers 226.

    Examples
    --------
    >>> table = np.array([[1.0, 2.0, 9.0], [2.0, 4.0, 1.0], [3.0, 6.0, 5.0], [4.0, 8.0, 6.0]])
    >>> component_weights(table, FromComponents.FIRST_SQUARED).round(3)
    array([0.469, 0.469, 0.062])
    """
    found = components(values)
    if how is not FromComponents.ROTATED:
        first = found.vectors[:, 0]
        return first**2 if how is FromComponents.FIRST_SQUARED else first
    # Of indicators without correlation all variances are 1: one component is always kept.
    count = max(int((found.values > 1).sum()), 1) if kept is None else kept
    if not 1 <= count <= len(found.values):
        raise BadInput("bad-parameter", where="kept", name="kept", text=count)
    squares = rotated(found.loadings[:, :count]) ** 2
    own = (squares / squares.sum(axis=0)).argmax(axis=1)
    # Share in its component times share of the component in the variance: the component's variance cancels out.
    parts = squares[np.arange(len(own)), own]
    weights: Floats = parts / parts.sum()
    return weights


def _complete(values: Floats) -> Floats:
    values = figures(values)
    if values.ndim != 2:
        raise ValueError(f"components need (unit, indicator), got {values.shape}")
    whole = values[~np.isnan(values).any(axis=1)]
    if len(whole) < 3:
        raise CannotCompute("too-few-units", where="values", fix="impute first", count=len(whole))
    refuse_flat(whole)
    return whole


def _signed(axes: Floats) -> Floats:
    found: Floats = axes * np.where(axes.sum(axis=0) < 0, -1.0, 1.0)
    return found
