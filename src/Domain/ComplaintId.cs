namespace Facilities.Domain;

public readonly record struct ComplaintId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
