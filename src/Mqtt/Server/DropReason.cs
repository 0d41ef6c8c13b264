namespace Facilities.Mqtt;

/// <summary>Why a message didn't reach a subscriber or the retained messages.</summary>
internal enum DropReason
{
    QueueFull,
    Offline,
    Expired,
    TooLarge,
    RetainedFull,
}
