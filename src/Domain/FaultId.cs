namespace Facilities.Domain;

public readonly record struct FaultId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
