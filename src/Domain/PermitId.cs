namespace Facilities.Domain;

public readonly record struct PermitId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
