namespace Facilities.Domain;

public readonly record struct BuildingId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
