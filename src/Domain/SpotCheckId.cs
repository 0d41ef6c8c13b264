namespace Facilities.Domain;

public readonly record struct SpotCheckId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
