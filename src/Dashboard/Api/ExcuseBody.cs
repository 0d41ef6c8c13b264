namespace Facilities.Dashboard.Api;

/// <summary>Why an inspection isn't needed.</summary>
internal sealed record ExcuseBody(string PermitNumber);
