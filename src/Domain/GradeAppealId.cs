namespace Facilities.Domain;

public readonly record struct GradeAppealId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
