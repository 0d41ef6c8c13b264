namespace Facilities.Storage.Relational.Intake;

/// <summary>What one field of a foreign device means.</summary>
/// <param name="Field">As the device calls it; nested keys joined by dots, e.g. <c>ENERGY.Power</c>.</param>
/// <param name="Point">Key of the asset's point; empty: looked at and left out on purpose.</param>
/// <param name="Unit">Unit that the device sends in; empty: as its dialect says, or the point's own.</param>
/// <param name="Scale">Multiplied after the unit was converted; −1 with an offset of 1 turns a flag round.</param>
/// <param name="Offset">Added last, in the point's unit.</param>
public sealed record FieldMapping(string Field, string Point, string Unit = "", double Scale = 1, double Offset = 0);
