namespace Facilities.Operations.Notifications.Sending;

/// <summary>Where a message goes, with what it needs to get in. Holds secrets in the clear: made for a sending, never kept, never logged.</summary>
/// <param name="Value">A robot's address, a phone number, a mail address.</param>
/// <param name="Secret">Signs what is sent; empty: unsigned.</param>
public sealed record ChannelAddress(string Value, string Secret = "")
{
    public override string ToString() => "(hidden)";
}
