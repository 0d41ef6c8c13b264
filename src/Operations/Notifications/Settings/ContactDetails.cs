using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Notifications.Settings;

/// <summary>How a person is reached.</summary>
/// <param name="Phone">Empty: no SMS.</param>
/// <param name="Mail">Empty: no mail.</param>
/// <param name="Order">Ways in the order in which they are tried; a way that is left out isn't used.</param>
/// <param name="QuietFrom">Minutes after midnight from which P3 and P4 wait.</param>
/// <param name="QuietUntil">When they come; the same as <paramref name="QuietFrom"/>: at once.</param>
/// <param name="Locale">Language of messages.</param>
public sealed record ContactDetails(string Phone, string Mail, IReadOnlyList<ChannelKind> Order, int QuietFrom, int QuietUntil, string Locale);
