namespace Facilities.Operations.Notifications.Sending;

/// <summary>A listed name led only to addresses inside a private network.</summary>
public sealed class PrivateAddressException : IOException
{
    public PrivateAddressException()
        : base("The host's address lies in a private network that is not listed.")
    {
    }

    public PrivateAddressException(string message)
        : base(message)
    {
    }

    public PrivateAddressException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
