namespace Facilities.Operations;

/// <summary>Which part of a list is wanted. At most <see cref="Maximum"/> rows at once.</summary>
public readonly record struct Paging(int Skip, int Take)
{
    public const int Maximum = 500;

    public static Paging First { get; } = new(0, 50);

    internal int SafeSkip => Math.Max(0, Skip);

    internal int SafeTake => Math.Clamp(Take, 1, Maximum);
}
