namespace Facilities.Detection;

/// <summary>A sink that keeps findings until the caller has dealt with them. Not thread-safe.</summary>
public sealed class FindingList : List<Finding>, IFindingSink
{
    public void Accept(Finding finding) => Add(finding);
}
