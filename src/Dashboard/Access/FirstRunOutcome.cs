namespace Facilities.Dashboard.Access;

/// <summary>What became of the first administrator.</summary>
internal enum FirstRunOutcome
{
    Created,
    WrongCode,
    WeakPassword,
}
