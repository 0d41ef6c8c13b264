namespace Facilities.Dashboard.Api;

/// <summary>A channel that was added.</summary>
/// <param name="Id">Its number.</param>
internal sealed record CreatedChannel(int Id);
